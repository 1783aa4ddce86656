import type { RevisionCause } from '../../../approval/request.ts';
import type { Approvals, Missing, Names, Seats } from '../arguments.ts';
import type { Formats } from '../formats.ts';
import { listed, listedParts } from './lists.ts';

/** Who approved, who still has to, who may, and which approvals do not count any more. */
export function englishQuorum(formats: Formats) {
  const { form, number } = formats;
  const people = ({ by, more }: Approvals) =>
    listedParts([...by, ...(more > 0 ? [`${number(more)} earlier`] : [])], formats);
  return {
    approvalNeeded: 'Needs 1 approval.',
    approvalsNeeded: (args: { needed: number; missing: Missing }) => {
      const { needed, missing } = args;
      const seats = seatList(missing);
      if (missing.overlaps) {
        return form(needed, {
          one: `Needs at least ${number(needed)} approval: ${seats}. ${countsForEach}`,
          other: `Needs at least ${number(needed)} approvals: ${seats}. ${countsForEach}`,
        });
      }
      return form(needed, {
        one: `Needs ${number(needed)} approval: ${seats}.`,
        other: `Needs ${number(needed)} approvals: ${seats}. Nobody counts twice.`,
      });
    },
    /** "1 of 2 approvals: Ana Ferrer (ana@contoso.com), 14:02. Still needed: one of SOC leads." */
    approvalsGiven: (args: Approvals & { given: number; needed: number; missing: Missing }) => {
      const { given, needed, missing } = args;
      const by = people(args);
      const so = missing.overlaps
        ? form(given, {
            one: `${number(given)} approval so far: ${by}.`,
            other: `${number(given)} approvals so far: ${by}.`,
          })
        : form(needed, {
            one: `${number(given)} of ${number(needed)} approval: ${by}.`,
            other: `${number(given)} of ${number(needed)} approvals: ${by}.`,
          });
      // Approvals stay while the policy changes, and only a further click weighs them again.
      if (missing.seats.length === 0) {
        return `${so} The approver policy changed since and asks for nobody else; the next approval carries it out.`;
      }
      const seats = seatList(missing);
      return missing.overlaps ? `${so} Still needed: ${seats}. ${countsForEach}` : `${so} Still needed: ${seats}.`;
    },
    /** They fill no seat. `isAlso`: others do. */
    approvedInVain: (args: Approvals & { isAlso: boolean }) =>
      args.isAlso
        ? `Also approved: ${people(args)}. Somebody else is needed.`
        : `Approved: ${people(args)}. Somebody else is needed.`,
    /** The approver policy did not ask for one when they approved. */
    approvedWithoutReason: (args: Approvals) =>
      `Approved without the reason that is needed by now: ${people(args)}. To count, such an approval has to be taken back and given again with a reason.`,
    recipientsUnknown: 'Some recipients could not be looked up, so the stricter rule is taken.',
    /** Who gave an approval, and when. */
    approvalBy: (args: { name: string; upn: string; time: string }) =>
      args.name === '' || args.name === args.upn
        ? `${args.upn}, ${args.time}`
        : `${args.name} (${args.upn}), ${args.time}`,
    reasonOf: (args: { upn: string; reason: string }) => `Reason of ${args.upn}: ${args.reason}`,
    anyoneIn: (args: { group: string }) => `anyone in ${args.group}`,
    whoMayApprove: (args: Names) => `Who may approve: ${listed(args, formats)}`,
    /** Once somebody approved: who is left of those that are still needed. */
    whoMayApproveNow: (args: Names) => `Who may approve now: ${listed(args, formats)}`,
    whoCanApproveTitle: (args: { requestId: string }) => `Who can approve ${args.requestId}`,
    nobodyHasTo: (args: { state: string }) => `It waits for nobody's approval any more: ${args.state}.`,
    voided: (args: {
      cause: RevisionCause;
      by: string | undefined;
      time: string;
      approvers: Names;
      dryRun: boolean;
    }) => {
      const { cause, by, time, approvers, dryRun } = args;
      const change = changes[cause]({ by, dryRun });
      const who = listed(approvers, formats);
      return form(approvers.shown.length + approvers.more, {
        one: `${change} (${time}): the earlier approval by ${who} no longer counts.`,
        other: `${change} (${time}): the earlier approvals by ${who} no longer count.`,
      });
    },
  };

  function seatList({ seats, more }: Missing): string {
    const parts = [...seats.map(seatsOf), ...(more > 0 ? [`${number(more)} more`] : [])];
    return listedParts(parts, formats);
  }

  function seatsOf({ count: value, from }: Seats): string {
    const many = inWords[value] ?? number(value);
    if (from === 'approvers') return `${many} of the approvers`;
    if (from === 'nobody') return `${many} besides the requester (the approver policy names nobody else)`;
    return 'person' in from ? from.person : `${many} of ${listed(from, formats)}`;
  }
}

const countsForEach = 'Whoever belongs to several of these counts for each.';

const inWords: readonly (string | undefined)[] = [undefined, 'one', 'two', 'three', 'four', 'five', 'six'];

/** Each a clause that could stand alone. */
const changes: Record<RevisionCause, (args: { by: string | undefined; dryRun: boolean }) => string> = {
  joined: () => 'Changed because more emails joined',
  changedOnCard: ({ by }) => (by === undefined ? 'Changed on the card' : `Changed by ${by}`),
  resolved: () => 'Changed because the mailboxes of some emails became known',
  modeChanged: ({ dryRun }) =>
    dryRun
      ? 'Changed because this app was switched to a dry run'
      : 'Changed because this app was switched from a dry run',
};
