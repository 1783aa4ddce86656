import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';
import type { englishChannels } from '../en/channels.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export function frenchChannels({ number }: Formats): Worded<ReturnType<typeof englishChannels>> {
  return {
    channelBound: ({ takes, waiting, elsewhere }) =>
      [
        taken(takes, elsewhere),
        ...(takes.source === undefined && takes.minSeverity === undefined ? [] : [others(elsewhere)]),
        ...(waiting === 0 ? [] : [`En attente jusqu’ici : ${number(waiting)}.`]),
      ].join(' '),
    channelUnbound: ({ elsewhere: { restBoundBy, chosen } }) => {
      if (restBoundBy !== undefined) {
        return `Ce canal ne reçoit plus d’alertes ; ses cartes restent. Les alertes vont dans le canal choisi par ${restBoundBy}.`;
      }
      return chosen === 0
        ? 'Ce canal ne reçoit plus d’alertes ; ses cartes restent. Les alertes n’ont pas encore de canal : écrivez « alerts here » dans celui qui doit les recevoir.'
        : 'Ce canal ne reçoit plus d’alertes ; ses cartes restent. Les alertes qu’aucun autre canal ne prend n’ont pas encore de canal : écrivez « alerts here » dans celui qui doit les recevoir.';
    },
    channelWasNotBound: 'Ce canal ne recevait pas d’alertes ; rien n’a changé.',
  };
}

type MinSeverity = NonNullable<ChannelFilter['minSeverity']>;

const severityFrom: Record<MinSeverity, (source: string) => string> = {
  medium: (source) => `Les alertes de gravité moyenne et élevée de la source ${source} vont désormais dans ce canal.`,
  high: (source) => `Les alertes de gravité élevée de la source ${source} vont désormais dans ce canal.`,
};

const severity: Record<MinSeverity, string> = {
  medium: 'Les alertes de gravité moyenne et élevée vont désormais dans ce canal.',
  high: 'Les alertes de gravité élevée vont désormais dans ce canal.',
};

const restOfSeverity: Record<MinSeverity, string> = {
  medium: 'Les alertes de gravité moyenne et élevée qu’aucun autre canal ne prend avant vont désormais dans ce canal.',
  high: 'Les alertes de gravité élevée qu’aucun autre canal ne prend avant vont désormais dans ce canal.',
};

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) return severityFrom[minSeverity](source);
  if (source !== undefined) return `Les alertes de la source ${source} vont désormais dans ce canal.`;
  if (minSeverity !== undefined) return chosen === 0 ? severity[minSeverity] : restOfSeverity[minSeverity];
  if (restBoundBy !== undefined) {
    return `Les nouvelles alertes arrivent désormais dans ce canal, et non plus dans celui choisi par ${restBoundBy}.`;
  }
  return chosen === 0
    ? 'Les nouvelles alertes arrivent désormais dans ce canal.'
    : 'Les nouvelles alertes qu’aucun autre canal ne prend arrivent désormais dans ce canal.';
}

function others({ restBoundBy, chosen }: AlertsElsewhere): string {
  if (restBoundBy !== undefined) return `Toutes les autres vont dans le canal choisi par ${restBoundBy}.`;
  return chosen === 0
    ? 'Toutes les autres n’ont pas encore de canal : écrivez « alerts here » dans celui qui doit les recevoir.'
    : 'Les alertes qu’aucun canal ne prend attendent : écrivez « alerts here » dans celui qui doit les recevoir.';
}
