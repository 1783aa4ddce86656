import type { Secret } from '../config/secret.ts';
import { type Finding, warning } from './finding.ts';

/** Prints a good one. */
export const newSecret = 'echo "whsec_$(openssl rand -base64 32)"';
/** Of 24 random bytes, fewer than 16 different ones come up once in many million secrets. */
const leastDifferent = 16;

/** Does a webhook secret (`whsec_` and base64) look made up by a person: a phrase, or the same few bytes? */
export function isWeak(secret: Secret): boolean {
  const bytes = Buffer.from(secret.reveal().replace(/^whsec_/, ''), 'base64');
  return new Set(bytes).size < leastDifferent || bytes.every((byte) => byte >= 0x20 && byte < 0x7f);
}

type Signed = readonly { readonly source: string; readonly secret: Secret }[];

export function judgeWeak(key: string, secrets: Signed): readonly Finding[] {
  return [...new Set(secrets.filter(({ secret }) => isWeak(secret)).map(({ source }) => source))].map((source) =>
    warning({
      what: `The secret of ${source} in ${key} looks like a placeholder, or like words.`,
      why: 'Whoever guesses it can speak in that name.',
      fix: `Make one: ${newSecret}. Add it as a second entry of ${source}, change the other side, then remove the old one.`,
    }),
  );
}
