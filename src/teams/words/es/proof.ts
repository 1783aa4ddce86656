import type { RemediationAction } from '../../../approval/request.ts';
import type { NotProvenReason } from '../../../approval/verification.ts';
import { isPlaceKnown, type NotProven } from '../arguments.ts';
import type { englishProof } from '../en/proof.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { listed } from './lists.ts';

/** What is proven of a remediation, and what is not. */
export function spanishProof(formats: Formats): Worded<ReturnType<typeof englishProof>> {
  const { number, form } = formats;
  const removed = ({ proven, expected }: Proven) =>
    form(expected, {
      one: `Fuera de la Bandeja de entrada: ${number(proven)} de ${number(expected)} correo.`,
      many: `Fuera de la Bandeja de entrada: ${number(proven)} de ${number(expected)} de correos.`,
      other: `Fuera de la Bandeja de entrada: ${number(proven)} de ${number(expected)} correos.`,
    });
  const sentences: Record<RemediationAction, (args: Proven) => string> = {
    softDelete: removed,
    hardDelete: removed,
    moveToJunk: ({ proven, expected }) =>
      form(expected, {
        one: `En Correo no deseado: ${number(proven)} de ${number(expected)} correo.`,
        many: `En Correo no deseado: ${number(proven)} de ${number(expected)} de correos.`,
        other: `En Correo no deseado: ${number(proven)} de ${number(expected)} correos.`,
      }),
    moveToDeletedItems: ({ proven, expected }) =>
      form(expected, {
        one: `En Elementos eliminados: ${number(proven)} de ${number(expected)} correo.`,
        many: `En Elementos eliminados: ${number(proven)} de ${number(expected)} de correos.`,
        other: `En Elementos eliminados: ${number(proven)} de ${number(expected)} correos.`,
      }),
    moveToInbox: ({ proven, expected }) =>
      form(expected, {
        one: `De nuevo en la Bandeja de entrada: ${number(proven)} de ${number(expected)} correo.`,
        many: `De nuevo en la Bandeja de entrada: ${number(proven)} de ${number(expected)} de correos.`,
        other: `De nuevo en la Bandeja de entrada: ${number(proven)} de ${number(expected)} correos.`,
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
        one: `${address} (${number(emailCount)} correo)`,
        many: `${address} (${number(emailCount)} de correos)`,
        other: `${address} (${number(emailCount)} correos)`,
      }),
  };
}

interface Proven {
  readonly proven: number;
  readonly expected: number;
}

/** Remarks that stand on their own, in brackets. */
const why: Record<NotProvenReason, string> = {
  stillThere: 'sigue donde estaba',
  onPremises: 'buzón local o externo',
  quarantine: 'en cuarentena',
  neverDelivered: 'nunca se entregó',
  unclear: 'en un lugar que no demuestra nada',
  notFound: 'Microsoft Defender no encuentra allí ese correo',
  unread: 'no se pudo leer el buzón',
  overtaken: 'movido por otra solicitud',
};

/** What is known of them. */
function labelOf({ action, reason, mayChange }: NotProven): string {
  if (mayChange) return 'Aún sin verificar';
  return isPlaceKnown(reason) ? notDone[action] : 'Se desconoce';
}

const notDone: Record<RemediationAction, string> = {
  softDelete: 'Sin eliminar',
  hardDelete: 'Sin eliminar',
  moveToJunk: 'Sin mover',
  moveToDeletedItems: 'Sin mover',
  moveToInbox: 'Sin restaurar',
};
