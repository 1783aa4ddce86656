import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';
import type { englishChannels } from '../en/channels.ts';
import type { Formats } from '../formats.ts';
import type { Worded } from '../worded.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export function germanChannels({ number }: Formats): Worded<ReturnType<typeof englishChannels>> {
  return {
    channelBound: ({ takes, waiting, elsewhere }) =>
      [
        taken(takes, elsewhere),
        ...(takes.source === undefined && takes.minSeverity === undefined ? [] : [others(elsewhere)]),
        ...(waiting === 0 ? [] : [`Bisher in Wartestellung: ${number(waiting)}.`]),
      ].join(' '),
    channelUnbound: ({ elsewhere: { restBoundBy, chosen } }) => {
      if (restBoundBy !== undefined) {
        return `In diesen Kanal kommen keine Warnungen mehr; seine Karten bleiben. Warnungen gehen in den Kanal, den ${restBoundBy} gewählt hat.`;
      }
      return chosen === 0
        ? 'In diesen Kanal kommen keine Warnungen mehr; seine Karten bleiben. Warnungen haben noch keinen Kanal: Schreiben Sie „alerts here“ in den Kanal, in den sie gehen sollen.'
        : 'In diesen Kanal kommen keine Warnungen mehr; seine Karten bleiben. Warnungen, die kein anderer Kanal nimmt, haben noch keinen Kanal: Schreiben Sie „alerts here“ in den Kanal, in den sie gehen sollen.';
    },
    channelWasNotBound: 'Dieser Kanal hat keine Warnungen erhalten; nichts hat sich geändert.',
  };
}

type MinSeverity = NonNullable<ChannelFilter['minSeverity']>;

const severityFrom: Record<MinSeverity, (source: string) => string> = {
  medium: (source) => `Warnungen von ${source} mit mittlerem und hohem Schweregrad gehen jetzt in diesen Kanal.`,
  high: (source) => `Warnungen von ${source} mit hohem Schweregrad gehen jetzt in diesen Kanal.`,
};

const severity: Record<MinSeverity, string> = {
  medium: 'Warnungen mit mittlerem und hohem Schweregrad gehen jetzt in diesen Kanal.',
  high: 'Warnungen mit hohem Schweregrad gehen jetzt in diesen Kanal.',
};

const restOfSeverity: Record<MinSeverity, string> = {
  medium:
    'Warnungen mit mittlerem und hohem Schweregrad, die kein anderer Kanal vorher nimmt, gehen jetzt in diesen Kanal.',
  high: 'Warnungen mit hohem Schweregrad, die kein anderer Kanal vorher nimmt, gehen jetzt in diesen Kanal.',
};

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) return severityFrom[minSeverity](source);
  if (source !== undefined) return `Warnungen von ${source} gehen jetzt in diesen Kanal.`;
  if (minSeverity !== undefined) return chosen === 0 ? severity[minSeverity] : restOfSeverity[minSeverity];
  if (restBoundBy !== undefined) {
    return `Neue Warnungen kommen ab jetzt in diesen Kanal und nicht mehr in den, den ${restBoundBy} gewählt hat.`;
  }
  return chosen === 0
    ? 'Neue Warnungen kommen ab jetzt in diesen Kanal.'
    : 'Neue Warnungen, die kein anderer Kanal nimmt, kommen ab jetzt in diesen Kanal.';
}

function others({ restBoundBy, chosen }: AlertsElsewhere): string {
  if (restBoundBy !== undefined) return `Alle anderen gehen in den Kanal, den ${restBoundBy} gewählt hat.`;
  return chosen === 0
    ? 'Alle anderen haben noch keinen Kanal: Schreiben Sie „alerts here“ in den Kanal, in den sie gehen sollen.'
    : 'Warnungen, die kein Kanal nimmt, warten: Schreiben Sie „alerts here“ in den Kanal, in den sie gehen sollen.';
}
