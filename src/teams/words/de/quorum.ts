import type { RevisionCause } from '../../../approval/request.ts';
import type { Approvals, Missing, Seats } from '../arguments.ts';
import type { englishQuorum } from '../en/quorum.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed, listedParts } from './lists.ts';

/** Who approved, who still has to, who may, and which approvals do not count any more. */
export function germanQuorum(formats: Formats): Worded<ReturnType<typeof englishQuorum>> {
  const { form, number } = formats;
  const people = ({ by, more }: Approvals) =>
    listedParts([...by, ...(more > 0 ? [`${number(more)} frühere`] : [])], formats);
  return {
    approvalNeeded: 'Braucht 1 Genehmigung.',
    approvalsNeeded: ({ needed, missing }) => {
      const seats = seatList(missing);
      if (missing.overlaps) {
        return form(needed, {
          one: `Braucht mindestens ${number(needed)} Genehmigung: ${seats}. ${countsForEach}`,
          other: `Braucht mindestens ${number(needed)} Genehmigungen: ${seats}. ${countsForEach}`,
        });
      }
      return form(needed, {
        one: `Braucht ${number(needed)} Genehmigung: ${seats}.`,
        other: `Braucht ${number(needed)} Genehmigungen: ${seats}. Niemand zählt doppelt.`,
      });
    },
    approvalsGiven: (args) => {
      const { given, needed, missing } = args;
      const by = people(args);
      const so = missing.overlaps
        ? form(given, {
            one: `Bisher ${number(given)} Genehmigung: ${by}.`,
            other: `Bisher ${number(given)} Genehmigungen: ${by}.`,
          })
        : `${number(given)} von ${number(needed)} Genehmigungen: ${by}.`;
      if (missing.seats.length === 0) {
        return `${so} Die Genehmigungsrichtlinie hat sich seitdem geändert und verlangt niemanden mehr; die nächste Genehmigung löst die Ausführung aus.`;
      }
      const seats = seatList(missing);
      return missing.overlaps ? `${so} Noch nötig: ${seats}. ${countsForEach}` : `${so} Noch nötig: ${seats}.`;
    },
    approvedInVain: (args) =>
      args.isAlso
        ? `Auch genehmigt: ${people(args)}. Es braucht noch jemand anderen.`
        : `Genehmigt: ${people(args)}. Es braucht noch jemand anderen.`,
    approvedWithoutReason: (args) =>
      `Genehmigt ohne die inzwischen nötige Begründung: ${people(args)}. Damit eine solche Genehmigung zählt, muss sie zurückgenommen und mit Begründung neu erteilt werden.`,
    recipientsUnknown: 'Einige Empfänger konnten nicht nachgeschlagen werden; daher gilt die strengere Regel.',
    approvalBy: ({ name, upn, time }) =>
      name === '' || name === upn ? `${upn}, ${time}` : `${name} (${upn}), ${time}`,
    reasonOf: ({ upn, reason }) => `Begründung von ${upn}: ${reason}`,
    /** Stands in lists of any case, so it has no article. */
    anyoneIn: ({ group }) => `Gruppe ${group}`,
    whoMayApprove: (names) => `Genehmigen dürfen: ${listed(names, formats)}`,
    whoMayApproveNow: (names) => `Jetzt dürfen genehmigen: ${listed(names, formats)}`,
    whoCanApproveTitle: ({ requestId }) => `Wer ${requestId} genehmigen kann`,
    nobodyHasTo: ({ state }) => `Wartet auf keine Genehmigung mehr: ${state}.`,
    voided: ({ cause, by, time, approvers, dryRun }) => {
      const change = changes[cause]({ by, dryRun });
      const who = listed(approvers, formats);
      return form(approvers.shown.length + approvers.more, {
        one: `${change} (${time}): Die frühere Genehmigung von ${who} zählt nicht mehr.`,
        other: `${change} (${time}): Die früheren Genehmigungen von ${who} zählen nicht mehr.`,
      });
    },
  };

  function seatList({ seats, more }: Missing): string {
    const parts = [...seats.map(seatsOf), ...(more > 0 ? [`${number(more)} weitere`] : [])];
    return listedParts(parts, formats);
  }

  function seatsOf({ count: value, from }: Seats): string {
    const many = inWords[value] ?? `${number(value)} Personen`;
    if (from === 'approvers') return `${many} aus dem Kreis der Genehmigenden`;
    if (from === 'nobody') {
      return `${many} außer der antragstellenden Person (die Genehmigungsrichtlinie nennt sonst niemanden)`;
    }
    return 'person' in from ? from.person : `${many} aus ${listed(from, formats)}`;
  }
}

const countsForEach = 'Wer zu mehreren davon gehört, zählt für jede.';

const inWords: readonly (string | undefined)[] = [
  undefined,
  'eine Person',
  'zwei Personen',
  'drei Personen',
  'vier Personen',
  'fünf Personen',
  'sechs Personen',
];

/** Each a clause that could stand alone. */
const changes: Record<RevisionCause, (args: { by: string | undefined; dryRun: boolean }) => string> = {
  joined: () => 'Geändert, weil weitere E-Mails dazukamen',
  changedOnCard: ({ by }) => (by === undefined ? 'Auf der Karte geändert' : `Geändert von ${by}`),
  resolved: () => 'Geändert, weil die Postfächer einiger E-Mails bekannt wurden',
  modeChanged: ({ dryRun }) =>
    dryRun
      ? 'Geändert, weil diese App auf Probelauf umgestellt wurde'
      : 'Geändert, weil diese App vom Probelauf auf scharfen Betrieb umgestellt wurde',
};
