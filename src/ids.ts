import { randomInt, randomUUID } from 'node:crypto';
import type { Ids } from './workflow/ports.ts';

/** Crockford's base32: without I, L, O and U, so that an id read aloud is written down right. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

export const randomIds: Ids = {
  requestId: () => `CS-${Array.from({ length: 6 }, () => alphabet.charAt(randomInt(alphabet.length))).join('')}`,
  uuid: () => randomUUID(),
};
