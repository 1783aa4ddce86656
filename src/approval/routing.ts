/** In which bound channel a request's card belongs. */
import { type ApprovalRequest, type Severity, severities } from './request.ts';

/** What a bound channel takes; without either it takes everything. */
export interface ChannelFilter {
  /** Only alerts of this source. */
  readonly source?: string;
  /** Only from this severity up. */
  readonly minSeverity?: Exclude<Severity, 'low'>;
}

/** What is routed: an alert of a source, or (without a source) a request typed in chat. */
export interface Routed {
  readonly source?: string;
  readonly severity: Severity;
}

/** A request by the highest severity it ever had; when it is opened, that is the severity of its first alert. */
export function routedOf({ origin, revision }: Pick<ApprovalRequest, 'origin' | 'revision'>): Routed {
  const { peakSeverity: severity } = revision;
  return origin.kind === 'alert' ? { source: origin.source, severity } : { severity };
}

/**
 * The most specific of the channels that take it: by source and severity, then by source, then by severity (the higher
 * before the lower), then the plain ones. What was typed in chat belongs in a plain one, else in one that only looks at the severity. Of equals
 * the first: callers put the newest binding in front.
 */
export function chooseChannel<Channel extends ChannelFilter>(
  channels: readonly Channel[],
  routed: Routed,
): Channel | undefined {
  const takers = channels.filter((channel) => takes(channel, routed));
  const plain = takers.find(isPlain);
  if (routed.source === undefined && plain) return plain;
  return takers.reduce<Channel | undefined>(
    (best, taker) => (best === undefined || specificity(taker) > specificity(best) ? taker : best),
    undefined,
  );
}

/** Takes whatever no other channel asks for. */
export function isPlain({ source, minSeverity }: ChannelFilter): boolean {
  return source === undefined && minSeverity === undefined;
}

function takes({ source, minSeverity }: ChannelFilter, routed: Routed): boolean {
  if (source !== undefined && source !== routed.source) return false;
  return severities.indexOf(routed.severity) >= severities.indexOf(minSeverity ?? 'low');
}

function specificity({ source, minSeverity }: ChannelFilter): number {
  return (source === undefined ? 0 : severities.length) + severities.indexOf(minSeverity ?? 'low');
}
