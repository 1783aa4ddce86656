import { type Allowances, type Place, slackMs } from '../allowance.ts';
import { asServiceError, ServiceError } from '../errors.ts';

/** Teams has the message now, if it ever got it. */
export type Arrival = () => Promise<void>;

export interface Passage {
  readonly tenantId: string;
  /** Thread, chat, or channel that gets a new root post. */
  readonly conversationId: string;
}

/** Keeps our messages inside Teams' published limits, so that Teams need not answer 429. */
export interface Governor {
  /**
   * Resolves when the message may go, with whom to tell as soon as it is answered; throws `teamsThrottled` where that
   * would take longer than a worker should wait.
   */
  pass(passage: Passage): Promise<Arrival>;
  /** Milliseconds until a message might go; 0: at once. */
  pauseBefore(passage: Passage): Promise<number>;
  /** How the message fared: undefined where Teams took it. What Teams asks for then holds for everybody who writes there. */
  learn(passage: Passage, fault: ServiceError | undefined): Promise<void>;
}

/** Milliseconds that a worker is kept waiting here; beyond that, its queue does it better. */
const longestWaitMs = 2_500;
/** So that not all who were sent back come again in the same moment. */
const spreadMs = 500;
/** Where Teams says "not now" without saying how long: this, doubled for each time in a row, spread by half. */
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/**
 * Teams does not say which limit was met. A thread's own is kept here, so when several threads are turned away at
 * once, it is the tenant's.
 */
const tenantSigns = 3;
const tenantSignsWithinMs = 2_000;

interface Setback {
  readonly at: number;
  readonly inARow: number;
}

export function createGovernor(allowances: Allowances, random: () => number = Math.random): Governor {
  const setbacks = new Map<string, Setback>();
  const now = () => performance.now();

  async function closeTenantToo({ tenantId }: Passage, forMs: number): Promise<void> {
    const since = now() - tenantSignsWithinMs;
    const prefix = setbackKey({ tenantId, conversationId: '' });
    const signs = setbacks
      .entries()
      .filter(([key, { at }]) => key.startsWith(prefix) && at > since)
      .toArray();
    if (signs.length >= tenantSigns) await allowances.close({ kind: 'tenant', id: tenantId }, forMs);
  }

  function setBack(passage: Passage): number {
    const key = setbackKey(passage);
    const inARow = (setbacks.get(key)?.inARow ?? 0) + 1;
    // Behind all others, so that the oldest stand in front and can be forgotten.
    setbacks.delete(key);
    setbacks.set(key, { at: now(), inARow });
    for (const [old, { at }] of setbacks) {
      if (at > now() - 10 * longestPauseMs) break;
      setbacks.delete(old);
    }
    const pause = Math.min(firstPauseMs * 2 ** (inARow - 1), longestPauseMs);
    return Math.round(pause * (0.5 + random() / 2));
  }

  /** A busy process, a new token, a slow network: Teams counts the message when it arrives, some time before its answer. */
  function arrivalOf(places: readonly Place[], at: number): Arrival {
    const passed = now();
    return async () => {
      const lateBy = Math.round(now() - passed);
      if (lateBy > slackMs) await allowances.delayed(places, at, lateBy);
    };
  }

  return {
    async pass(passage) {
      const places = placesOf(passage);
      const deadline = now() + longestWaitMs;
      for (;;) {
        const { wait, at } = await allowances.take(places);
        if (wait === 0) return arrivalOf(places, at);
        if (now() + wait > deadline) {
          const retryAfterMs = wait + Math.round(random() * spreadMs);
          throw new ServiceError('teamsThrottled', undefined, { retryable: true, retryAfterMs });
        }
        // Asked again afterwards: what went before may have arrived later than was thought, and others wait as well.
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    },
    pauseBefore: (passage) => allowances.look(placesOf(passage)),
    async learn(passage, fault) {
      if (!fault) {
        setbacks.delete(setbackKey(passage));
        return;
      }
      if (!saysNotNow(fault)) return;
      const ownPause = setBack(passage);
      const forMs = fault.retryAfterMs ?? ownPause;
      await allowances.close({ kind: 'conversation', id: passage.conversationId }, forMs);
      if (fault.code === 'teamsThrottled') await closeTenantToo(passage, forMs);
    },
  };
}

/** One call to Teams: after its permission, and with what it teaches. Never repeated here. */
export async function governed<T>(governor: Governor, passage: Passage, call: () => Promise<T>): Promise<T> {
  const arrived = await governor.pass(passage);
  // What Teams answered matters more than that it could not be noted.
  const note = async (fault: ServiceError | undefined) => {
    await Promise.allSettled([arrived(), governor.learn(passage, fault)]);
  };
  const answer = await call().catch(async (thrown: unknown) => {
    await note(asServiceError(thrown));
    throw thrown;
  });
  await note(undefined);
  return answer;
}

/** 429 and 412 with or without Retry-After, and whatever else names a time to come back. */
function saysNotNow(fault: ServiceError): boolean {
  if (fault.code === 'teamsThrottled' || fault.retryAfterMs !== undefined) return true;
  const { cause } = fault;
  return typeof cause === 'object' && cause !== null && 'status' in cause && cause.status === 412;
}

function setbackKey({ tenantId, conversationId }: Passage): string {
  return `${tenantId} ${conversationId}`;
}

function placesOf({ tenantId, conversationId }: Passage): readonly Place[] {
  return [
    { kind: 'tenant', id: tenantId },
    { kind: 'conversation', id: conversationId },
  ];
}

/** `TEAMS_RATE_LIMITS=off`. */
export const openGovernor: Governor = {
  pass: async () => async () => {},
  pauseBefore: async () => 0,
  learn: async () => {},
};
