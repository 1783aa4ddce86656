import type { ChannelFilter } from '../../../approval/routing.ts';
import type { AlertsElsewhere } from '../../../workflow/steps.ts';

/** What now goes where, after `alerts here` and `alerts off`. */
export const englishChannels = {
  channelBound: (args: { takes: ChannelFilter; waiting: number; elsewhere: AlertsElsewhere }): string =>
    [
      taken(args.takes, args.elsewhere),
      ...(args.takes.source === undefined && args.takes.minSeverity === undefined ? [] : [others(args.elsewhere)]),
      ...(args.waiting === 0 ? [] : [`Waiting until now: ${args.waiting}.`]),
    ].join(' '),
  channelUnbound: (args: { elsewhere: AlertsElsewhere }): string => {
    const { restBoundBy, chosen } = args.elsewhere;
    const stopped = 'No more alerts come to this channel; the cards in it stay.';
    if (restBoundBy !== undefined) return `${stopped} Alerts go to the channel that ${restBoundBy} chose.`;
    const rest = chosen === 0 ? 'Alerts have no channel yet' : 'Alerts that no other channel takes have no channel yet';
    return `${stopped} ${rest}: say "alerts here" in the one they should go to.`;
  },
  channelWasNotBound: 'This channel got no alerts, so nothing changed.',
};

const alertsFrom = { medium: 'Medium and high severity alerts', high: 'High severity alerts' };

function taken({ source, minSeverity }: ChannelFilter, { restBoundBy, chosen }: AlertsElsewhere): string {
  if (source !== undefined && minSeverity !== undefined) {
    return `${alertsFrom[minSeverity]} from ${source} now go to this channel.`;
  }
  if (source !== undefined) return `Alerts from ${source} now go to this channel.`;
  if (minSeverity !== undefined) {
    return chosen === 0
      ? `${alertsFrom[minSeverity]} now go to this channel.`
      : `${alertsFrom[minSeverity]} that no other channel takes first now go to this channel.`;
  }
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
