import type { RevisionCause } from '../../../approval/request.ts';
import type { Approvals, Missing, Seats } from '../arguments.ts';
import type { englishQuorum } from '../en/quorum.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed, listedParts } from './lists.ts';

/** Who approved, who still has to, who may, and which approvals do not count any more. */
export function spanishQuorum(formats: Formats): Worded<ReturnType<typeof englishQuorum>> {
  const { form, number } = formats;
  const people = ({ by, more }: Approvals) =>
    listedParts([...by, ...(more > 0 ? [`${number(more)} más antes`] : [])], formats);
  return {
    approvalNeeded: 'Requiere 1 aprobación.',
    approvalsNeeded: ({ needed, missing }) => {
      const seats = seatList(missing);
      if (missing.overlaps) {
        return form(needed, {
          one: `Requiere al menos ${number(needed)} aprobación: ${seats}. ${countsForEach}`,
          other: `Requiere al menos ${number(needed)} aprobaciones: ${seats}. ${countsForEach}`,
        });
      }
      return form(needed, {
        one: `Requiere ${number(needed)} aprobación: ${seats}.`,
        other: `Requiere ${number(needed)} aprobaciones: ${seats}. Nadie cuenta dos veces.`,
      });
    },
    approvalsGiven: (args) => {
      const { given, needed, missing } = args;
      const by = people(args);
      const so = missing.overlaps
        ? form(given, {
            one: `Hasta ahora, ${number(given)} aprobación: ${by}.`,
            other: `Hasta ahora, ${number(given)} aprobaciones: ${by}.`,
          })
        : form(needed, {
            one: `${number(given)} de ${number(needed)} aprobación: ${by}.`,
            other: `${number(given)} de ${number(needed)} aprobaciones: ${by}.`,
          });
      if (missing.seats.length === 0) {
        return `${so} La directiva de aprobadores ha cambiado desde entonces y no pide a nadie más; la próxima aprobación hará que se ejecute.`;
      }
      const seats = seatList(missing);
      return missing.overlaps ? `${so} Todavía falta: ${seats}. ${countsForEach}` : `${so} Todavía falta: ${seats}.`;
    },
    approvedInVain: (args) =>
      args.isAlso
        ? `También hay aprobación de: ${people(args)}. Hace falta otra persona.`
        : `Hay aprobación de: ${people(args)}. Hace falta otra persona.`,
    approvedWithoutReason: (args) =>
      `Aprobación sin el motivo que ahora es obligatorio: ${people(args)}. Para que una aprobación así cuente, hay que retirarla y darla de nuevo con un motivo.`,
    recipientsUnknown: 'No se pudo consultar a algunos destinatarios, así que se aplica la regla más estricta.',
    approvalBy: ({ name, upn, time }) =>
      name === '' || name === upn ? `${upn}, ${time}` : `${name} (${upn}), ${time}`,
    reasonOf: ({ upn, reason }) => `Motivo de ${upn}: ${reason}`,
    /** Lists that may begin with it stand behind a colon, as "a el" and "de el" would be wrong. */
    anyoneIn: ({ group }) => `el grupo ${group}`,
    whoMayApprove: (names) => `Pueden aprobar: ${listed(names, formats)}`,
    whoMayApproveNow: (names) => `Ahora pueden aprobar: ${listed(names, formats)}`,
    whoCanApproveTitle: ({ requestId }) => `Quién puede aprobar ${requestId}`,
    nobodyHasTo: ({ state }) => `Ya no espera ninguna aprobación. Estado: ${state}.`,
    voided: ({ cause, by, time, approvers, dryRun }) => {
      const change = changes[cause]({ by, dryRun });
      const who = listed(approvers, formats);
      return form(approvers.shown.length + approvers.more, {
        one: `${change} (${time}): la aprobación anterior de ${who} ya no cuenta.`,
        other: `${change} (${time}): las aprobaciones anteriores de ${who} ya no cuentan.`,
      });
    },
  };

  function seatList({ seats, more }: Missing): string {
    const parts = [...seats.map(seatsOf), ...(more > 0 ? [`${number(more)} más`] : [])];
    return listedParts(parts, formats);
  }

  function seatsOf({ count: value, from }: Seats): string {
    if (from === 'approvers') return approvers[value] ?? `${number(value)} aprobadores`;
    const many = persons[value] ?? `${number(value)} personas`;
    if (from === 'nobody') {
      return `${many} aparte del solicitante (la directiva de aprobadores no nombra a nadie más)`;
    }
    return 'person' in from ? from.person : `${many} de ${listed(from, formats)}`;
  }
}

const countsForEach = 'Quien figure en varios de estos cuenta para cada uno.';

const approvers: readonly (string | undefined)[] = [
  undefined,
  'un aprobador',
  'dos aprobadores',
  'tres aprobadores',
  'cuatro aprobadores',
  'cinco aprobadores',
  'seis aprobadores',
];

const persons: readonly (string | undefined)[] = [
  undefined,
  'una persona',
  'dos personas',
  'tres personas',
  'cuatro personas',
  'cinco personas',
  'seis personas',
];

/** Each a clause that could stand alone. */
const changes: Record<RevisionCause, (args: { by: string | undefined; dryRun: boolean }) => string> = {
  joined: () => 'Modificada porque se sumaron más correos',
  changedOnCard: ({ by }) => (by === undefined ? 'Modificada en la tarjeta' : `Modificada por ${by}`),
  resolved: () => 'Modificada porque se identificaron los buzones de algunos correos',
  modeChanged: ({ dryRun }) =>
    dryRun
      ? 'Modificada porque esta aplicación pasó al modo de simulación'
      : 'Modificada porque esta aplicación salió del modo de simulación',
};
