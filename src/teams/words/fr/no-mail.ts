import type { englishNoMail, englishNoMailRefusals } from '../en/no-mail.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** A request whose alert named no message in a mailbox. */
export function frenchNoMail(formats: Formats): Worded<ReturnType<typeof englishNoMail>> {
  return {
    noMail: {
      title: 'De quel e-mail s’agit-il ?',
      explain:
        'La source de l’alerte n’a désigné aucun message dans une boîte aux lettres ; rien ne peut donc encore être supprimé.',
      whatToDo:
        'Recherchez l’e-mail, puis demandez sa suppression là où il est trouvé. Rejetez cette demande lorsque c’est réglé, ou s’il n’y a rien à faire.',
      typed: ({ command }) => `La même recherche, à saisir : ${command}`,
      tooLittle:
        'L’alerte n’indique ni adresse d’expéditeur ni objet ; quelqu’un doit dire ce qu’il faut chercher. Écrivez par exemple : find from:evil.example subject:"overdue invoice" last:7d.',
      asked: (names) =>
        `Demandé à partir des résultats : ${listed(names, formats)}. Rejetez cette demande lorsque c’est réglé.`,
      button: 'Rechercher l’e-mail',
      plan: 'Aucun message désigné.',
      mailboxes: 'aucun message désigné',
      undone: 'L’alerte ne désignait aucun message dans une boîte aux lettres ; il n’y avait rien à supprimer.',
      nobodyYet:
        'Personne ne peut approuver cette demande tant qu’aucun message dans une boîte aux lettres n’est désigné.',
      reply: {
        reminded:
          'Personne ne s’en est encore occupé. L’alerte ne désignait aucun message dans une boîte aux lettres : recherchez l’e-mail depuis la carte ci-dessus, ou rejetez-y la demande.',
        escalated:
          'Personne ne s’en est encore occupé ; d’autres personnes peuvent désormais décider aussi. L’alerte ne désignait aucun message dans une boîte aux lettres : recherchez l’e-mail depuis la carte ci-dessus, ou rejetez-y la demande.',
        expired: 'Personne ne s’en est occupé à temps ; rien n’a été fait.',
      },
    },
  };
}

export const frenchNoMailRefusals: Worded<typeof englishNoMailRefusals> = {
  noMail: ({ requestId }) =>
    requestId
      ? `${requestId} ne désigne aucun message dans une boîte aux lettres ; il n’y a rien à supprimer. Recherchez-le d’abord : cliquez sur « Rechercher l’e-mail » sur sa carte, ou écrivez « find ».`
      : 'Cette demande ne désigne aucun message dans une boîte aux lettres ; il n’y a rien à supprimer. Recherchez-le d’abord : cliquez sur « Rechercher l’e-mail » sur sa carte, ou écrivez « find ».',
  nothingToFind: () =>
    'L’alerte n’indique ni adresse d’expéditeur ni objet à rechercher. Écrivez ce que vous savez, par exemple : find from:evil.example subject:"overdue invoice" last:7d.',
};
