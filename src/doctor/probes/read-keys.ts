import { ServiceError } from '../../errors.ts';
import { createSigningKeys } from '../../signing-keys.ts';
import type { Clock } from '../../workflow/ports.ts';
import { failureCode, failureWords } from './failure-code.ts';

/** For each of the two reads; both must come to an end before their check does. */
const timeoutMs = 4_000;

/** Reads metadata and keys as the service does. Undefined where that works, otherwise why not, as half a sentence. */
export async function whyNoKeys(metadataUrl: string, clock: Clock): Promise<string | undefined> {
  try {
    await createSigningKeys({ metadataUrl, clock, timeoutMs }).find('asked-by-the-doctor');
    return undefined;
  } catch (thrown) {
    const cause = thrown instanceof ServiceError ? thrown.cause : thrown;
    // What the reader of keys says of an answer is a sentence of ours.
    if (cause instanceof ServiceError) return cause.message.replace(/\.$/, '').replace(/^The /, 'the ');
    return failureWords(failureCode(cause));
  }
}
