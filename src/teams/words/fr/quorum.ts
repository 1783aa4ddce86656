import type { RevisionCause } from '../../../approval/request.ts';
import type { Approvals, Missing, Seats } from '../arguments.ts';
import type { englishQuorum } from '../en/quorum.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed, listedParts } from './lists.ts';

/** Who approved, who still has to, who may, and which approvals do not count any more. */
export function frenchQuorum(formats: Formats): Worded<ReturnType<typeof englishQuorum>> {
  const { count, form, number } = formats;
  const people = ({ by, more }: Approvals) =>
    listedParts(
      [...by, ...(more > 0 ? [count(more, { one: '# autre auparavant', other: '# autres auparavant' })] : [])],
      formats,
    );
  return {
    approvalNeeded: '1 approbation requise.',
    approvalsNeeded: ({ needed, missing }) => {
      const seats = seatList(missing);
      if (missing.overlaps) {
        return form(needed, {
          one: `Au moins ${number(needed)} approbation requise : ${seats}. ${countsForEach}`,
          other: `Au moins ${number(needed)} approbations requises : ${seats}. ${countsForEach}`,
        });
      }
      return form(needed, {
        one: `${number(needed)} approbation requise : ${seats}.`,
        other: `${number(needed)} approbations requises : ${seats}. Personne ne compte deux fois.`,
      });
    },
    approvalsGiven: (args) => {
      const { given, needed, missing } = args;
      const by = people(args);
      const so = missing.overlaps
        ? form(given, {
            one: `${number(given)} approbation jusqu’ici : ${by}.`,
            other: `${number(given)} approbations jusqu’ici : ${by}.`,
          })
        : form(given, {
            one: `${number(given)} approbation sur ${number(needed)} : ${by}.`,
            other: `${number(given)} approbations sur ${number(needed)} : ${by}.`,
          });
      if (missing.seats.length === 0) {
        return `${so} La stratégie d’approbation a changé depuis et ne demande plus personne ; la prochaine approbation déclenche l’exécution.`;
      }
      const seats = seatList(missing);
      return missing.overlaps
        ? `${so} Il manque encore : ${seats}. ${countsForEach}`
        : `${so} Il manque encore : ${seats}.`;
    },
    approvedInVain: (args) =>
      args.isAlso
        ? `Autres approbations : ${people(args)}. Il faut encore quelqu’un d’autre.`
        : `Approbations : ${people(args)}. Il faut encore quelqu’un d’autre.`,
    approvedWithoutReason: (args) =>
      `Approbations sans le motif désormais obligatoire : ${people(args)}. Pour compter, une telle approbation doit être retirée, puis donnée à nouveau avec un motif.`,
    recipientsUnknown: 'Certains destinataires n’ont pas pu être vérifiés ; la règle la plus stricte s’applique donc.',
    approvalBy: ({ name, upn, time }) =>
      name === '' || name === upn ? `${upn}, ${time}` : `${name} (${upn}), ${time}`,
    reasonOf: ({ upn, reason }) => `Motif donné par ${upn} : ${reason}`,
    /** Stands behind colons and "parmi" only, so it needs no other article. */
    anyoneIn: ({ group }) => `le groupe ${group}`,
    whoMayApprove: (names) => `Peuvent approuver : ${listed(names, formats)}`,
    whoMayApproveNow: (names) => `Peuvent approuver à présent : ${listed(names, formats)}`,
    whoCanApproveTitle: ({ requestId }) => `Qui peut approuver ${requestId}`,
    nobodyHasTo: ({ state }) => `N’attend plus aucune approbation : ${state}.`,
    voided: ({ cause, by, time, approvers, dryRun }) => {
      const change = changes[cause]({ by, dryRun });
      const who = listed(approvers, formats);
      return form(approvers.shown.length + approvers.more, {
        one: `${change} (${time}) : l’approbation antérieure de ${who} ne compte plus.`,
        other: `${change} (${time}) : les approbations antérieures suivantes ne comptent plus : ${who}.`,
      });
    },
  };

  function seatList({ seats, more }: Missing): string {
    const parts = [...seats.map(seatsOf), ...(more > 0 ? [count(more, { one: '# autre', other: '# autres' })] : [])];
    return listedParts(parts, formats);
  }

  function seatsOf({ count: value, from }: Seats): string {
    const many = inWords[value] ?? count(value, { one: '# personne', other: '# personnes' });
    if (from === 'approvers') return `${many} parmi les approbateurs`;
    if (from === 'nobody') {
      return `${many} en plus du demandeur (la stratégie d’approbation ne nomme personne d’autre)`;
    }
    return 'person' in from ? from.person : `${many} parmi ${listed(from, formats)}`;
  }
}

const countsForEach = 'Qui remplit plusieurs de ces conditions compte pour chacune.';

const inWords: readonly (string | undefined)[] = [
  undefined,
  'une personne',
  'deux personnes',
  'trois personnes',
  'quatre personnes',
  'cinq personnes',
  'six personnes',
];

/** Each a clause that could stand alone. */
const changes: Record<RevisionCause, (args: { by: string | undefined; dryRun: boolean }) => string> = {
  joined: () => 'Demande modifiée par l’ajout d’autres e-mails',
  changedOnCard: ({ by }) => (by === undefined ? 'Demande modifiée sur la carte' : `Demande modifiée par ${by}`),
  resolved: () => 'Demande modifiée, car les boîtes aux lettres de certains e-mails sont désormais connues',
  modeChanged: ({ dryRun }) =>
    dryRun
      ? 'Demande modifiée, car cette application est passée en simulation'
      : 'Demande modifiée, car cette application est passée de la simulation au mode réel',
};
