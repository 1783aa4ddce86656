/** What nobody asks for and has to be done all the same: what a dead instance left, the chain's signature, what is to be forgotten. */
import { checkpointSigner } from './audit/checkpoint-key.ts';
import type { Config } from './config/config-types.ts';
import { startRepeating } from './repeating.ts';
import { createBelievedTime } from './workflow/believed-time.ts';
import { type BlankingPorts, blankMailFacts } from './workflow/blank-mail-facts.ts';
import { createCountUpkeep } from './workflow/forget-old-counts.ts';
import { forgetSearches } from './workflow/forget-searches.ts';
import type { Clock, Meter } from './workflow/ports.ts';
import { signChain } from './workflow/sign-chain.ts';
import { type SweepingPorts, sweep } from './workflow/sweep.ts';
import { ensureResolving } from './workflow/sweep-unfinished.ts';

interface Parts extends SweepingPorts, Pick<BlankingPorts, 'sleep'> {
  /** Milliseconds that only ever go on. */
  readonly steady: Clock;
  readonly meter: Meter;
  /** No other process is on this store. */
  readonly alone: boolean;
}

export interface Upkeep {
  /** Waits for what runs, and tells it. */
  stop(): Promise<void>;
}

/** What a dead instance left (a call that nobody answers for, above all) waits at most this long for the others. */
const sweepEveryMs = 20_000;
/** Between two looks for mail facts that are old enough to be forgotten. */
const blankEveryMs = 10_000;

/** Once now, so that work begins with nothing half done; then again and again. Throws where the store does not take it. */
export async function startUpkeep(config: Config, parts: Parts): Promise<Upkeep> {
  const { store, clock, steady, log, alone } = parts;
  const sign = chainSigning(config, parts);
  await sweep(parts, { alone });
  await ensureResolving(parts);
  await sign();
  const sweepAndSign = () =>
    sweep(parts, { alone })
      .catch((error: unknown) => log.error({ error }, 'A sweep failed'))
      .then(sign);
  const sweeping = startRepeating(sweepEveryMs, sweepAndSign, log);

  const blanking = { ...parts, believedTime: createBelievedTime({ store, clock, steady, log }) };
  const forgetOldCounts = createCountUpkeep(blanking);
  // One after the other, and none of them waits in vain for another that fails.
  const forget = async (isStopping: () => boolean) => {
    const failed = (error: unknown) => log.error({ error }, 'What is kept for a time only could not be forgotten');
    await blankMailFacts(blanking, isStopping).catch(failed);
    await forgetOldCounts().catch(failed);
    await forgetSearches(parts, isStopping).catch(failed);
  };
  const forgetting = startRepeating(blankEveryMs, forget, log);

  return {
    async stop() {
      await Promise.all([sweeping.stop(), forgetting.stop()]);
    },
  };
}

/** Nothing is signed without a key. */
function chainSigning({ audit }: Config, ports: Omit<Parameters<typeof signChain>[0], 'signer'>): () => Promise<void> {
  if (audit.signingKey === undefined) return async () => undefined;
  const signer = checkpointSigner(audit.signingKey.reveal());
  return () => signChain({ ...ports, signer });
}
