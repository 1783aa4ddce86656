import type { AlertChannel } from '../../workflow/alert-channel.ts';
import { ask } from './ask.ts';

export type Presence =
  | { readonly kind: 'present' }
  /** Teams' own code where it gave one. */
  | { readonly kind: 'refused'; readonly status: number; readonly code?: string }
  | { readonly kind: 'unreachable'; readonly code: string };

/**
 * Asks Teams for members of the channel, which it tells only to a bot that is installed there; who they are is not looked
 * at. Fifty is the least that Teams takes for a page. Posts nothing.
 */
export async function askChannel({ serviceUrl, channelId }: AlertChannel, token: string): Promise<Presence> {
  const base = serviceUrl.replace(/\/*$/, '');
  const url = `${base}/v3/conversations/${encodeURIComponent(channelId)}/pagedmembers?pageSize=50`;
  const asked = await ask(url, { authorization: `Bearer ${token}` });
  if (asked.kind === 'failed') return { kind: 'unreachable', code: asked.code };
  if (asked.status === 200) return { kind: 'present' };
  const code = /"code"\s*:\s*"([A-Za-z]{1,60})"/.exec(asked.text)?.[1];
  return { kind: 'refused', status: asked.status, ...(code === undefined ? {} : { code }) };
}
