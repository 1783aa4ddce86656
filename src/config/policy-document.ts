import { parsePolicy } from '../approval/parse-policy.ts';
import type { Policy } from '../approval/policy.ts';
import { findJsonFlaws } from './json-flaws.ts';

export type PolicyDocument =
  /** `document`: the JSON as it stands, what the policy's hash is taken of. */
  | { readonly kind: 'ok'; readonly policy: Policy; readonly document: unknown }
  /** Each continues "POLICY_FILE: …" or stands alone; where and what, never a value of the file. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** The text of a policy file. At start, at every change, and for `npm run policy`: one reading. */
export function readPolicyDocument(text: string): PolicyDocument {
  // Editors on Windows begin files with a byte order mark; JSON has none.
  const json = text.replace(/^\ufeff/, '');
  const { broken, duplicates } = findJsonFlaws(json);
  if (broken !== undefined) {
    const where = `line ${broken.line}, column ${broken.column}`;
    return invalid(`must hold JSON, and stops being JSON at ${where}: check commas, quotes and brackets`);
  }
  const document: unknown = JSON.parse(json);
  const parsed = parsePolicy(document);
  if (parsed.kind === 'ok' && duplicates.length === 0) return { kind: 'ok', policy: parsed.policy, document };
  const flaws = parsed.kind === 'ok' ? [] : parsed.problems;
  return invalid(
    // Whoever reads the file sees two rules where only one would hold.
    ...duplicates.map((pointer) => `${pointer} stands there more than once`),
    ...flaws.map(({ pointer, message }) => `${pointer === '' ? 'the whole policy' : pointer} ${message}`),
  );
}

function invalid(...problems: readonly string[]): PolicyDocument {
  return { kind: 'invalid', problems };
}
