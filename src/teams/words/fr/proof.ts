import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import { isPlaceKnown, type NotProven } from '../arguments.ts';
import type { englishProof } from '../en/proof.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. The numbers stand behind a colon, where nothing agrees with them. */
export function frenchProof(formats: Formats): Worded<ReturnType<typeof englishProof>> {
  const { number, form } = formats;
  const removed = ({ proven, expected }: Proven) =>
    `E-mails sortis de la boîte de réception : ${number(proven)} sur ${number(expected)}.`;
  const sentences: Record<RemediationAction, (args: Proven) => string> = {
    softDelete: removed,
    hardDelete: removed,
    moveToJunk: ({ proven, expected }) =>
      `E-mails présents dans Courrier indésirable : ${number(proven)} sur ${number(expected)}.`,
    moveToDeletedItems: ({ proven, expected }) =>
      `E-mails présents dans Éléments supprimés : ${number(proven)} sur ${number(expected)}.`,
    moveToInbox: ({ proven, expected }) =>
      `E-mails revenus dans la boîte de réception : ${number(proven)} sur ${number(expected)}.`,
  };
  return {
    proven: ({ action, ...counts }) => sentences[action](counts),
    notProven: (args) => {
      const { reason, count, names } = args;
      return names.shown.length > 0
        ? `${labelOf(args)} (${number(count)}, ${why[reason]}) : ${listed(names, formats)}`
        : `${labelOf(args)} : ${number(count)} (${why[reason]})`;
    },
    emailsAt: ({ address, emailCount }) =>
      form(emailCount, {
        one: `${address} (${number(emailCount)} e-mail)`,
        other: `${address} (${number(emailCount)} e-mails)`,
      }),
  };
}

interface Proven {
  readonly proven: number;
  readonly expected: number;
}

/** Remarks that stand on their own, in brackets. */
const why: Record<NotProvenReason, string> = {
  stillThere: 'toujours au même endroit',
  onPremises: 'boîte aux lettres locale ou externe',
  quarantine: 'en quarantaine',
  neverDelivered: 'jamais remis',
  unclear: 'à un endroit qui ne prouve rien',
  notFound: 'Microsoft Defender n’y trouve pas cet e-mail',
  unread: 'boîte aux lettres illisible',
  overtaken: 'déplacé par une autre demande',
};

/** What is known of them. */
function labelOf({ action, reason, mayChange }: NotProven): string {
  if (mayChange) return 'Pas encore confirmés';
  return isPlaceKnown(reason) ? notDone[action] : 'Sort inconnu';
}

const notDone: Record<RemediationAction, string> = {
  softDelete: 'Non supprimés',
  hardDelete: 'Non supprimés',
  moveToJunk: 'Non déplacés',
  moveToDeletedItems: 'Non déplacés',
  moveToInbox: 'Non remis en place',
};
