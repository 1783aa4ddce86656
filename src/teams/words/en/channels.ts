import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';
import type { Formats } from '../formats.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export function englishChannels({ number }: Formats) {
  return {
    channelBound: (args: { takes: ChannelFilter; waiting: number; elsewhere: AlertsElsewhere }): string =>
      [
        taken(args.takes, args.elsewhere),
        ...(args.takes.source === undefined && args.takes.minSeverity === undefined ? [] : [others(args.elsewhere)]),
        ...(args.waiting === 0 ? [] : [`Waiting until now: ${number(args.waiting)}.`]),
      ].join(' '),
    channelUnbound: ({ elsewhere: { restBoundBy, chosen } }: { elsewhere: AlertsElsewhere }): string => {
      if (restBoundBy !== undefined) {
        return `No more alerts come to this channel; the cards in it stay. Alerts go to the channel that ${restBoundBy} chose.`;
      }
      return chosen === 0
        ? 'No more alerts come to this channel; the cards in it stay. Alerts have no channel yet: say "alerts here" in the one they should go to.'
        : 'No more alerts come to this channel; the cards in it stay. Alerts that no other channel takes have no channel yet: say "alerts here" in the one they should go to.';
    },
    channelWasNotBound: 'This channel got no alerts, so nothing changed.',
  };
}

type MinSeverity = NonNullable<ChannelFilter['minSeverity']>;

const severityFrom: Record<MinSeverity, (source: string) => string> = {
  medium: (source) => `Medium and high severity alerts from ${source} now go to this channel.`,
  high: (source) => `High severity alerts from ${source} now go to this channel.`,
};

const severity: Record<MinSeverity, string> = {
  medium: 'Medium and high severity alerts now go to this channel.',
  high: 'High severity alerts now go to this channel.',
};

const restOfSeverity: Record<MinSeverity, string> = {
  medium: 'Medium and high severity alerts that no other channel takes first now go to this channel.',
  high: 'High severity alerts that no other channel takes first now go to this channel.',
};

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) return severityFrom[minSeverity](source);
  if (source !== undefined) return `Alerts from ${source} now go to this channel.`;
  if (minSeverity !== undefined) return chosen === 0 ? severity[minSeverity] : restOfSeverity[minSeverity];
  if (restBoundBy !== undefined) {
    return `New alerts come to this channel from now on, and no longer to the one that ${restBoundBy} chose.`;
  }
  return chosen === 0
    ? 'New alerts come to this channel from now on.'
    : 'New alerts that no other channel takes come to this channel from now on.';
}

function others({ restBoundBy, chosen }: AlertsElsewhere): string {
  if (restBoundBy !== undefined) return `All others go to the channel that ${restBoundBy} chose.`;
  return chosen === 0
    ? 'All others have no channel yet: say "alerts here" in the one they should go to.'
    : 'Alerts that no channel takes wait: say "alerts here" in the one they should go to.';
}
