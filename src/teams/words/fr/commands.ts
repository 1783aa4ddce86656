import type { CommandName } from '../../typed/nearest-command.ts';
import type { CommandProblem } from '../../typed/parse-command.ts';
import { exampleWith } from '../arguments.ts';
import type { englishCommands } from '../en/commands.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { frenchChannels } from './channels.ts';
import { frenchFindProblems } from './find.ts';
import { frenchRemoval } from './removal.ts';

/** Commands are English words in every language; only what stands for something else is translated. */
const examples: Record<CommandName, string> = {
  help: 'help',
  pending: 'pending',
  show: 'show CS-7F3K2Q',
  history: 'history 20',
  stats: 'stats',
  request: 'request <networkMessageId> <destinataire> softDelete because <motif>',
  withdraw: 'withdraw CS-7F3K2Q',
  undo: 'undo CS-7F3K2Q',
  find: 'find from:evil.example subject:"facture impayée" last:24h',
  'who can approve': 'who can approve CS-7F3K2Q',
  'alerts here': 'alerts here from defender severity high',
  'alerts off': 'alerts off',
  whoami: 'whoami',
};

const problems: Record<Exclude<CommandProblem, 'requestId'>, string> = {
  messageId:
    'Après « request » vient l’ID de message réseau (networkMessageId) de l’e-mail, tel que Microsoft Defender l’affiche.',
  recipient: 'Après l’ID de message réseau viennent les adresses des boîtes aux lettres, par exemple ana@contoso.com.',
  tooManyEmails:
    'Chaque message nommé est demandé pour chaque boîte aux lettres nommée, ce qui ferait plus de 500 e-mails. Demandez-les en plusieurs parties.',
  reasonMissing: 'Après « because » vient le motif. Omettez « because » pour ne pas en donner.',
  reasonTooLong: 'Le motif est trop long : 1 000 caractères au plus.',
  extraWords: 'Rien ne suit cette commande.',
  page: 'Après « pending » vient un numéro de page, ou rien.',
  historyPage:
    'Après « history » vient un nombre de demandes jusqu’à 20, « page » et un numéro de page, comme dans « history 20 page 2 », ou rien.',
  ...frenchFindProblems,
  alertSource: 'Après « from » vient le nom d’une source d’alertes, par exemple defender : a-z, 0-9, points et tirets.',
  alertSeverity: 'Après « severity » vient low, medium ou high.',
  alertFilter:
    'Après « alerts here » vient « from » et une source d’alertes, « severity » et low, medium ou high, les deux, ou rien.',
};

/** Lists and help, and the short answers to what people type. */
export function frenchCommands(formats: Formats): Worded<ReturnType<typeof englishCommands>> {
  const { count, number } = formats;
  return {
    pendingTitle: 'En attente d’une décision',
    pendingCount: ({ total }) =>
      total === 0
        ? 'Aucune demande n’attend de décision.'
        : count(total, {
            one: '# demande attend une décision.',
            many: '# de demandes attendent une décision.',
            other: '# demandes attendent une décision.',
          }),
    pendingRange: ({ first, last, total }) =>
      `Affichées : ${number(first)} à ${number(last)} sur ${number(total)}, la plus ancienne en premier.`,
    pendingNoMore: 'Il n’y a pas d’autres demandes. Pour les premières, écrivez : pending',
    pendingLine: ({ severity, plan }) => `${severity}. ${plan}`,
    pendingSince: ({ state, time }) => (state === undefined ? `Créée le ${time}.` : `${state}. Créée le ${time}.`),
    pendingSubject: ({ subject }) => `Objet : ${subject}`,
    helpTitle: 'Ce que vous pouvez demander',
    helpIntro:
      'Les cas d’hameçonnage présumé arrivent sous forme de carte dans le canal d’alertes. Prenez-y la décision avec « Approuver » ou « Rejeter ».',
    helpOutro:
      'Dans un canal, mentionnez d’abord l’application. Un message ne décide jamais de rien ; seule une carte le fait.',
    helpFallback:
      'Commandes : help, pending, show, history, stats, request, withdraw, undo, find, who can approve, alerts here, alerts off, whoami.',
    helpLines: [
      { command: 'pending', meaning: 'Liste les demandes qui attendent une décision.' },
      { command: 'pending page 2', meaning: 'Affiche les dix suivantes.' },
      { command: examples.show, meaning: 'Affiche une demande avec sa carte.' },
      {
        command: 'history',
        meaning: 'Liste ce qui a été décidé, le plus récent en premier ; « history 20 » en liste 20 à la fois.',
      },
      {
        command: examples.request,
        meaning:
          'Demande la suppression d’un ou de plusieurs messages, chacun dans toutes les boîtes aux lettres nommées. D’autres doivent encore l’approuver. Actions : soft delete, hard delete, move to junk, move to deleted items, move to inbox.',
      },
      {
        command: examples.withdraw,
        meaning: 'Retire l’une de vos demandes, tant que personne n’a décidé.',
      },
      {
        command: examples.undo,
        meaning: 'Demande de remettre en place ce qu’une demande a déplacé. D’autres doivent encore l’approuver.',
      },
      {
        command: examples.find,
        meaning: 'Trouve des e-mails des 30 derniers jours, et permet de demander leur suppression en un clic.',
      },
      {
        command: examples['who can approve'],
        meaning: 'Indique ce qu’il manque encore à une demande, et de la part de qui.',
      },
      { command: 'alerts here', meaning: 'Envoie les nouvelles alertes dans ce canal. Réservé aux approbateurs.' },
      {
        command: examples['alerts here'],
        meaning:
          'N’envoie dans ce canal que les alertes d’une source, ou à partir d’une gravité. Réservé aux approbateurs.',
      },
      { command: 'alerts off', meaning: 'N’envoie plus d’alertes dans ce canal. Réservé aux approbateurs.' },
      {
        command: 'stats',
        meaning: 'Montre l’issue et la durée des demandes au cours des 7 et des 30 derniers jours.',
      },
      { command: 'whoami', meaning: 'Indique qui vous êtes ici, et si vous pouvez approuver.' },
      { command: 'help', meaning: 'Affiche cette liste.' },
    ],
    answer: {
      incomplete: ({ command, problem }) =>
        problem === 'requestId'
          ? `Après « ${command} » vient l’ID d’une demande, par exemple CS-7F3K2Q. Exemple : ${examples[command]}`
          : `${problems[problem]} Exemple : ${examples[command]}`,
      unreadCriterion: ({ unread, problem, nearest }) =>
        nearest === undefined
          ? `Je ne comprends pas « ${unread} ». ${problems[problem]} Exemple : ${examples.find}`
          : `Je ne comprends pas « ${unread} ». Vouliez-vous dire « ${nearest}: » ? Exemple : ${examples.find}`,
      oneRequestId: ({ command, requestId }) =>
        `Après « ${command} » vient l’ID d’une seule demande, et rien d’autre. Exemple : ${command} ${requestId}`,
      requestIdLength: ({ characters }) =>
        count(characters, {
          one: 'Cet ID a # caractère après « CS- » ; l’ID d’une demande en a 6, par exemple CS-7F3K2Q.',
          other: 'Cet ID a # caractères après « CS- » ; l’ID d’une demande en a 6, par exemple CS-7F3K2Q.',
        }),
      unknown: ({ nearest, requestId }) =>
        nearest === undefined
          ? 'Je ne connais pas cette commande. Écrivez « help » pour voir ce que vous pouvez demander.'
          : `Je ne connais pas cette commande. Vouliez-vous dire « ${nearest} » ? Exemple : ${exampleWith(examples[nearest], requestId)}`,
      tooLong: ({ most }) =>
        `Ce message est trop long : un message de ce type peut compter ${number(most)} caractères au plus. Rien n’a été fait.`,
      decision:
        'Un message ne décide jamais de rien. Utilisez les boutons de la carte ; « pending » liste ce qui est en attente.',
      ...frenchRemoval(formats),
      ...frenchChannels(formats),
      whoami: ({ name, upn, objectId, mayApprove, why }) =>
        [
          `Vous êtes ${name}, ${upn} (ID d’objet ${objectId}).`,
          mayApprove === 'all' && 'Vous pouvez approuver.',
          mayApprove === 'some' &&
            'Vous pouvez approuver les demandes pour lesquelles une règle de la stratégie d’approbation vous nomme.',
          mayApprove === 'none' && (why ?? 'Vous ne pouvez pas approuver.'),
        ]
          .filter((sentence) => sentence !== false)
          .join(' '),
      writeToMe: ({ name }) =>
        `${name}, votre clic a une réponse, mais je n’ai pas pu vous écrire en privé. Ouvrez une conversation avec cette application et cliquez à nouveau.`,
      fault: ({ code, requestId, reference }) =>
        [
          code === 'rosterUnavailable'
            ? 'Teams n’a pas indiqué qui vous êtes ; rien n’a donc été fait.'
            : 'Un problème est survenu, et il n’est pas certain que cela ait pris effet.',
          requestId === undefined ? 'Réessayez dans une minute.' : `Revoyez ${requestId} dans une minute.`,
          `Référence pour le support : ${reference}.`,
        ].join(' '),
    },
  };
}
