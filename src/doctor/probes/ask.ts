import { readText } from '../../graph/read-text.ts';
import { failureCode } from './failure-code.ts';

export type Asked =
  | { readonly kind: 'answered'; readonly status: number; readonly headers: Headers; readonly text: string }
  /** `code`: of Node or OpenSSL; `timeout` where the other side kept silent. */
  | { readonly kind: 'failed'; readonly code: string };

/** Milliseconds; less than a check has, so that it can say what kept silent. */
export const askMs = 8_000;
const mostBytes = 65_536;

/** One GET, no redirect followed: a token must not travel to wherever an answer points. Never rejects. */
export async function ask(url: string, headers: Readonly<Record<string, string>> = {}): Promise<Asked> {
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(askMs) });
    const text = await readText(response, mostBytes);
    return { kind: 'answered', status: response.status, headers: response.headers, text };
  } catch (thrown) {
    return { kind: 'failed', code: failureCode(thrown) };
  }
}
