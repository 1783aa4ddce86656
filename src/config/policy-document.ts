import { parsePolicy } from '../approval/parse-policy.ts';
import type { Policy } from '../approval/policy.ts';
import { longestFile } from './disk-files.ts';
import { deepest, findJsonFlaws } from './json-flaws.ts';

export type PolicyDocument =
  /** `document`: the JSON as it stands, what the policy's hash is taken of. */
  | { readonly kind: 'ok'; readonly policy: Policy; readonly document: unknown }
  /** Each continues "POLICY_FILE: …" or stands alone; where and what, never a value of the file. */
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

/** So many problems are told; a file that is none of ours has one a line. */
const mostTold = 50;
/** In characters: a pointer holds keys as they stand in the file. */
const longestPointer = 200;

/** The text of a policy file. At start, at every change, and for `npm run policy`: one reading. */
export function readPolicyDocument(text: string): PolicyDocument {
  if (Buffer.byteLength(text) > longestFile) {
    return invalid([`the file is longer than a policy may be: at most ${longestFile} bytes (1 MiB)`]);
  }
  // Editors on Windows begin files with a byte order mark; JSON has none.
  const json = text.replace(/^\ufeff/, '');
  const { broken, duplicates } = findJsonFlaws(json);
  if (broken !== undefined) {
    const where = `line ${broken.line}, column ${broken.column}`;
    if (broken.isTooDeep) return invalid([`the file has more than ${deepest} brackets within each other at ${where}`]);
    return invalid([`the file must hold JSON, and stops being JSON at ${where}: check commas, quotes and brackets`]);
  }
  const document: unknown = JSON.parse(json);
  const parsed = parsePolicy(document);
  if (parsed.kind === 'ok' && duplicates.length === 0) return { kind: 'ok', policy: parsed.policy, document };
  const flaws = parsed.kind === 'ok' ? [] : parsed.problems;
  // Whoever reads the file sees two rules where only one would hold.
  const doubled = duplicates.map((pointer) => ({ pointer, message: 'stands there more than once' }));
  const problems = doubled.concat(flaws);
  const told = problems.slice(0, mostTold).map(({ pointer, message }) => `${nameOf(pointer)} ${message}`);
  const untold = problems.length - told.length;
  return invalid(untold === 0 ? told : [...told, `and ${untold} more problems`]);
}

function nameOf(pointer: string): string {
  if (pointer === '') return 'the whole policy';
  return pointer.length > longestPointer ? `${pointer.slice(0, longestPointer).toWellFormed()}…` : pointer;
}

function invalid(problems: readonly string[]): PolicyDocument {
  return { kind: 'invalid', problems };
}
