import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import { isPlaceKnown, type NotProven } from '../arguments.ts';
import type { englishProof } from '../en/proof.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. "1 von 1 E-Mails" is how German says it; the verb follows the first number. */
export function germanProof(formats: Formats): Worded<ReturnType<typeof englishProof>> {
  const { number, form } = formats;
  const removed = ({ proven, expected }: Proven) =>
    form(proven, {
      one: `${number(proven)} von ${number(expected)} E-Mails hat den Posteingang verlassen.`,
      other: `${number(proven)} von ${number(expected)} E-Mails haben den Posteingang verlassen.`,
    });
  const sentences: Record<RemediationAction, (args: Proven) => string> = {
    softDelete: removed,
    hardDelete: removed,
    moveToJunk: ({ proven, expected }) =>
      form(proven, {
        one: `${number(proven)} von ${number(expected)} E-Mails liegt in Junk-E-Mail.`,
        other: `${number(proven)} von ${number(expected)} E-Mails liegen in Junk-E-Mail.`,
      }),
    moveToDeletedItems: ({ proven, expected }) =>
      form(proven, {
        one: `${number(proven)} von ${number(expected)} E-Mails liegt in Gelöschte Elemente.`,
        other: `${number(proven)} von ${number(expected)} E-Mails liegen in Gelöschte Elemente.`,
      }),
    moveToInbox: ({ proven, expected }) =>
      form(proven, {
        one: `${number(proven)} von ${number(expected)} E-Mails liegt wieder im Posteingang.`,
        other: `${number(proven)} von ${number(expected)} E-Mails liegen wieder im Posteingang.`,
      }),
  };
  return {
    proven: ({ action, ...counts }) => sentences[action](counts),
    notProven: (args) => {
      const { reason, count, names } = args;
      return names.shown.length > 0
        ? `${labelOf(args)}: ${number(count)} (${why[reason]}): ${listed(names, formats)}`
        : `${labelOf(args)}: ${number(count)} (${why[reason]})`;
    },
    emailsAt: ({ address, emailCount }) =>
      form(emailCount, {
        one: `${address} (${number(emailCount)} E-Mail)`,
        other: `${address} (${number(emailCount)} E-Mails)`,
      }),
  };
}

interface Proven {
  readonly proven: number;
  readonly expected: number;
}

/** Remarks that stand on their own, in brackets. */
const why: Record<NotProvenReason, string> = {
  stillThere: 'noch am alten Ort',
  onPremises: 'lokales oder externes Postfach',
  quarantine: 'in Quarantäne',
  neverDelivered: 'nie zugestellt',
  unclear: 'an einem Ort, der nichts beweist',
  notFound: 'Microsoft Defender findet dort keine solche E-Mail',
  unread: 'Postfach nicht lesbar',
  overtaken: 'von einem anderen Antrag verschoben',
};

/** What is known of them. */
function labelOf({ action, reason, mayChange }: NotProven): string {
  if (mayChange) return 'Noch nicht nachgewiesen';
  return isPlaceKnown(reason) ? notDone[action] : 'Unbekannt';
}

const notDone: Record<RemediationAction, string> = {
  softDelete: 'Nicht entfernt',
  hardDelete: 'Nicht entfernt',
  moveToJunk: 'Nicht verschoben',
  moveToDeletedItems: 'Nicht verschoben',
  moveToInbox: 'Nicht zurückgeholt',
};
