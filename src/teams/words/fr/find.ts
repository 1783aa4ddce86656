import type { SearchProblem } from '../../../workflow/found-mail.ts';
import type { englishFind, englishFindProblems } from '../en/find.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What was typed behind `find` and could not be read. */
export const frenchFindProblems: Worded<typeof englishFindProblems> = {
  noCriterion: 'Après « find » vient ce qu’il faut chercher : from, to, subject ou url.',
  unknownKey: 'La recherche porte sur from, to, subject et url ; last indique jusqu’où remonter.',
  keyTwice: 'Chacun des mots from, to, subject, url et last peut figurer une seule fois.',
  from: 'Après « from: » vient une adresse ou un domaine, par exemple evil.example.',
  to: 'Après « to: » vient l’adresse d’une boîte aux lettres, par exemple ana@contoso.com.',
  subject:
    'Après « subject: » vient une partie de l’objet, entre guillemets si elle contient des espaces, et 500 caractères au plus.',
  url: 'Après « url: » vient le domaine d’un lien contenu dans l’e-mail, par exemple evil.example.',
  last: 'Après « last: » vient la durée sur laquelle remonter : minutes, heures ou jours, par exemple 30m, 24h ou 7d.',
  lastTooLong: 'Microsoft Defender conserve 30 jours : « last:30d » est le maximum.',
  openQuote: 'Un guillemet a été ouvert et n’a pas été fermé. À l’intérieur de guillemets, un guillemet s’écrit \\".',
  looseWords:
    'Chaque mot doit être précédé de sa clé, par exemple subject:, et les mots qui vont ensemble se mettent entre guillemets.',
};

const notSearched: Record<SearchProblem, string> = {
  permission:
    'Je ne peux pas rechercher d’e-mails, car il manque à l’application l’autorisation Microsoft Graph ThreatHunting.Read.All. Un administrateur d’Entra ID peut l’accorder et donner le consentement administrateur. Tout le reste fonctionne sans elle.',
  licence:
    'Microsoft Graph a refusé la recherche, car le locataire n’a pas de licence pour le repérage dans Microsoft Defender. Adressez-vous à la personne qui gère les licences.',
  credential:
    'L’application n’a pas pu se connecter à Microsoft Graph ; aucune recherche n’a été faite. Demandez au responsable de cette application de renouveler ses informations d’identification.',
  throttled:
    'Microsoft Defender n’accepte plus de recherches pour le moment, car cette organisation a épuisé son quota. Réessayez dans quelques minutes.',
  refused:
    'Microsoft Defender n’a pas accepté la recherche. Essayez-en une autre ; si aucune ne fonctionne, signalez-le au responsable de cette application.',
  tooLong: 'Microsoft Defender n’a pas répondu à temps. Remontez moins loin, ou affinez la recherche.',
  unavailable: 'Microsoft Defender n’a pas pu être interrogé à l’instant. Réessayez dans une minute.',
};

/** `find`: what it found, and what became of a click there. */
export function frenchFind({ count, form, number }: Formats): Worded<ReturnType<typeof englishFind>> {
  return {
    foundTitle: 'E-mails trouvés',
    foundCount: ({ total, more }) => {
      if (total === 0) return 'Aucun message trouvé.';
      return more
        ? `Plus de ${number(total)} messages trouvés.`
        : count(total, { one: '# message trouvé.', many: '# de messages trouvés.', other: '# messages trouvés.' });
    },
    foundShown: ({ shown, total, more }) =>
      more
        ? `Affichés : les ${number(shown)} plus récents sur plus de ${number(total)}. Pour en voir d’autres, affinez la recherche.`
        : `Affichés : les ${number(shown)} plus récents sur ${number(total)}. Pour en voir d’autres, affinez la recherche.`,
    foundBy: ({ criteria }) => `Recherche : ${criteria}`,
    foundNothing:
      'Un e-mail apparaît ici quelques minutes après sa réception, et pendant 30 jours. Vérifiez l’orthographe, ou remontez plus loin.',
    foundSubject: ({ message, subject }) => `${number(message)}. ${subject}`,
    foundNoSubject: '(sans objet)',
    foundFrom: ({ sender, time }) => `De : ${sender}, reçu le ${time}`,
    foundIn: ({ recipients, places }) =>
      form(recipients, {
        one: `Dans ${number(recipients)} boîte aux lettres : ${places}`,
        many: `Dans ${number(recipients)} de boîtes aux lettres : ${places}`,
        other: `Dans ${number(recipients)} boîtes aux lettres : ${places}`,
      }),
    foundInUnknown: ({ recipients }) =>
      count(recipients, {
        one: 'Dans # boîte aux lettres, emplacement inconnu',
        many: 'Dans # de boîtes aux lettres, emplacement inconnu',
        other: 'Dans # boîtes aux lettres, emplacement inconnu',
      }),
    foundTooMany: ({ listed, total }) =>
      `D’ici, seules les premières boîtes aux lettres peuvent être demandées : ${number(listed)} sur ${number(total)}.`,
    foundAsk: 'Demander la suppression',
    foundRequested: ({ requestId, channelBound }) =>
      channelBound
        ? `${requestId} attend une décision. Sa carte est dans le canal d’alertes.`
        : `${requestId} attend une décision. Elle n’a pas de carte, car aucun canal ne reçoit encore d’alertes. Demandez à un approbateur d’écrire « alerts here » dans un canal.`,
    foundRequestedRest: ({ requestId, asked, named }) =>
      `${requestId} attend une décision. Boîtes aux lettres concernées : ${number(asked)} sur ${number(named)}. Les autres avaient déjà été demandées.`,
    foundAskedBefore: ({ requestId }) =>
      `La suppression a déjà été demandée avec ${requestId}. Ouvrez cette demande pour voir où elle en est.`,
    notSearched: ({ problem, seconds }) =>
      problem === 'throttled' && seconds !== undefined
        ? count(seconds, {
            one: 'Microsoft Defender n’accepte plus de recherches pour le moment, car cette organisation a épuisé son quota. Réessayez dans # seconde.',
            other:
              'Microsoft Defender n’accepte plus de recherches pour le moment, car cette organisation a épuisé son quota. Réessayez dans # secondes.',
          })
        : notSearched[problem],
  };
}
