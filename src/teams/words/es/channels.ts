import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';
import type { englishChannels } from '../en/channels.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export function spanishChannels({ number }: Formats): Worded<ReturnType<typeof englishChannels>> {
  return {
    channelBound: ({ takes, waiting, elsewhere }) =>
      [
        taken(takes, elsewhere),
        ...(takes.source === undefined && takes.minSeverity === undefined ? [] : [others(elsewhere)]),
        ...(waiting === 0 ? [] : [`En espera hasta ahora: ${number(waiting)}.`]),
      ].join(' '),
    channelUnbound: ({ elsewhere: { restBoundBy, chosen } }) => {
      if (restBoundBy !== undefined) {
        return `A este canal ya no llegan alertas; sus tarjetas se quedan. Las alertas van al canal que eligió ${restBoundBy}.`;
      }
      return chosen === 0
        ? 'A este canal ya no llegan alertas; sus tarjetas se quedan. Las alertas aún no tienen canal: escriba «alerts here» en el canal al que deban ir.'
        : 'A este canal ya no llegan alertas; sus tarjetas se quedan. Las alertas que no recibe ningún otro canal aún no tienen canal: escriba «alerts here» en el canal al que deban ir.';
    },
    channelWasNotBound: 'Este canal no recibía alertas, así que no cambió nada.',
  };
}

type MinSeverity = NonNullable<ChannelFilter['minSeverity']>;

const severityFrom: Record<MinSeverity, (source: string) => string> = {
  medium: (source) => `Las alertas de ${source} de gravedad media y alta van ahora a este canal.`,
  high: (source) => `Las alertas de ${source} de gravedad alta van ahora a este canal.`,
};

const severity: Record<MinSeverity, string> = {
  medium: 'Las alertas de gravedad media y alta van ahora a este canal.',
  high: 'Las alertas de gravedad alta van ahora a este canal.',
};

const restOfSeverity: Record<MinSeverity, string> = {
  medium: 'Las alertas de gravedad media y alta que no reciba antes otro canal van ahora a este canal.',
  high: 'Las alertas de gravedad alta que no reciba antes otro canal van ahora a este canal.',
};

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) return severityFrom[minSeverity](source);
  if (source !== undefined) return `Las alertas de ${source} van ahora a este canal.`;
  if (minSeverity !== undefined) return chosen === 0 ? severity[minSeverity] : restOfSeverity[minSeverity];
  if (restBoundBy !== undefined) {
    return `A partir de ahora, las alertas nuevas llegan a este canal y ya no al que eligió ${restBoundBy}.`;
  }
  return chosen === 0
    ? 'A partir de ahora, las alertas nuevas llegan a este canal.'
    : 'A partir de ahora, las alertas nuevas que no recibe ningún otro canal llegan a este.';
}

function others({ restBoundBy, chosen }: AlertsElsewhere): string {
  if (restBoundBy !== undefined) return `Todas las demás van al canal que eligió ${restBoundBy}.`;
  return chosen === 0
    ? 'Todas las demás aún no tienen canal: escriba «alerts here» en el canal al que deban ir.'
    : 'Las alertas que no recibe ningún canal esperan: escriba «alerts here» en el canal al que deban ir.';
}
