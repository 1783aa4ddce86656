/**
 * The policy in force, kept equal to its file. The file's content is looked at, not its date or inode: Kubernetes swaps
 * a link two folders above, editors put a new file in the old one's place, and network file systems send no events.
 */
import type { Policy } from './approval/policy.ts';
import type { Digest, Log, Meter, PolicyInForce, Sleep } from './workflow/ports.ts';

export interface LivePolicyParts {
  /** What the service was started with. */
  readonly first: PolicyInForce;
  /** The file's text; rejects where it cannot be read. */
  readonly readFile: () => Promise<string>;
  readonly parse: (text: string) => ReadPolicy;
  /** Writes the audit entry; the policy decides nothing before that is done. */
  readonly announce: (next: PolicyInForce) => Promise<void>;
  /** Told once it is in force. */
  readonly loaded: () => Promise<void>;
  readonly digest: Digest;
  readonly sleep: Sleep;
  readonly log: Log;
  readonly meter: Meter;
}

type ReadPolicy =
  | { readonly kind: 'ok'; readonly policy: Policy; readonly document: unknown }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

export interface LivePolicy {
  readonly inForce: () => PolicyInForce;
  /** The file, as it was at the last look, cannot be used. */
  readonly isRefused: () => boolean;
  /** Looks at the file once. Never rejects; not to be called again before it has resolved. */
  look(): Promise<void>;
}

/** Whoever writes a file in pieces is done by then; what differs afterwards is looked at again later. */
const settleMs = 200;
/** A log line holds so many problems; `npm run policy -- check` tells more. */
const problemsLogged = 10;

export function createLivePolicy(parts: LivePolicyParts): LivePolicy {
  const { readFile, parse, announce, loaded, digest, sleep, log, meter } = parts;
  let inForce = parts.first;
  /** The content that was dealt with last: in force, or refused. */
  let settled: string | undefined;
  /** What lasts from look to look is told once. */
  let told: string | undefined;
  let isUnreadable = false;
  let isUnusable = false;

  function tellOnce(what: string, tell: () => void): void {
    if (told !== what) tell();
    told = what;
  }

  function refuse(fields: Readonly<Record<string, unknown>>, message: string): void {
    meter.count('countersign_policy_reloads_total', { result: 'refused' });
    log.error({ ...fields, policyHash: inForce.hash }, message);
  }

  async function readIt(): Promise<string | undefined> {
    try {
      const text = await readFile();
      isUnreadable = false;
      return text;
    } catch (error) {
      isUnreadable = true;
      tellOnce('unreadable', () => refuse({ error }, 'The policy file cannot be read: the policy in force stays'));
      return undefined;
    }
  }

  /** Undefined: refused. Whatever somebody wrote there, it must not end a service whose policy is good. */
  function readSafely(text: string) {
    try {
      const read = parse(text);
      return read.kind === 'invalid' ? read : { ...read, hash: digest(read.document) };
    } catch (error) {
      refuse({ error }, 'The changed policy file could not be read to its end: the policy in force stays');
      return undefined;
    }
  }

  /** False: to be tried again. */
  async function take(next: PolicyInForce): Promise<boolean> {
    try {
      await announce(next);
    } catch (error) {
      const message = 'A changed policy waits until the audit log can be written';
      tellOnce(`unwritten ${next.hash}`, () => log.warn({ error, policyHash: inForce.hash }, message));
      return false;
    }
    const before = inForce.hash;
    inForce = next;
    meter.count('countersign_policy_reloads_total', { result: 'loaded' });
    log.info({ policyHash: next.hash, before, rules: next.policy.rules.length }, 'A changed policy is in force');
    await loaded().catch((error: unknown) => log.warn({ error }, 'Open cards may still show the former policy'));
    return true;
  }

  /** False: to be tried again. */
  async function consider(text: string): Promise<boolean> {
    const read = readSafely(text);
    isUnusable = read === undefined || read.kind === 'invalid';
    if (read === undefined) return true;
    if (read.kind === 'invalid') {
      const problems = read.problems.slice(0, problemsLogged);
      refuse({ problems }, 'The policy file was changed to something that cannot be used: the policy in force stays');
      return true;
    }
    const { policy, hash, document } = read;
    return hash === inForce.hash || take({ policy, hash, document });
  }

  return {
    inForce: () => inForce,
    isRefused: () => isUnreadable || isUnusable,
    async look() {
      const text = await readIt();
      if (text === undefined) return;
      if (text !== settled) {
        await sleep(settleMs);
        if ((await readIt()) !== text || !(await consider(text))) return;
      }
      settled = text;
      told = undefined;
    },
  };
}
