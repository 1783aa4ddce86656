/** Settings of the form `left=right,left=right`, where one of the two is the name of an alert source. */
import { keepSecret, type Secret } from './secret.ts';
import type { SettingKey } from './setting-keys.ts';
import type { SettingReader } from './setting-reader.ts';

export const sourcePattern = /^[a-z0-9.-]{1,64}$/;
export const sourceExpectation = 'the name of the source must be 1 to 64 of a-z, 0-9, dot and hyphen';

export interface Entry {
  readonly position: number;
  readonly left: string;
  readonly right: string;
}

/** `left=right` pairs between commas. Split at the first `=`: base64 ends in more of them. */
export function readPairs(read: SettingReader, key: SettingKey): readonly Entry[] {
  return read.list(key).map((item, index) => {
    const at = item.indexOf('=');
    const [left, right] = at < 0 ? ['', item] : [item.slice(0, at).trim(), item.slice(at + 1).trim()];
    return { position: index + 1, left, right };
  });
}

export interface SourceSecret {
  readonly source: string;
  readonly secret: Secret;
}

/** `name=whsec_…`; a name may come twice, while a new secret takes the place of an old one. */
export function readSourceSecrets(
  read: SettingReader,
  key: 'WEBHOOK_SECRETS' | 'OUTCOME_SECRETS',
): readonly SourceSecret[] {
  const sourceOf = new Map<string, string>();
  const refuse = (entry: Entry, expectation: string) => read.refuse(key, `entry ${entry.position}: ${expectation}`);
  for (const entry of readPairs(read, key)) {
    const { left: source, right: secret } = entry;
    if (!sourcePattern.test(source)) refuse(entry, `${sourceExpectation}, followed by = and the secret`);
    if (!isWebhookSecret(secret)) refuse(entry, `${secretExpectation}${isUnrun(secret) ? unrun : ''}`);
    const owner = sourceOf.get(secret);
    // The signature alone says who speaks: one secret for two names would let each speak for the other.
    if (owner !== undefined && owner !== source) refuse(entry, 'the secret must not be shared by two sources');
    sourceOf.set(secret, owner ?? source);
  }
  return [...sourceOf].map(([secret, source]) => ({ source, secret: keepSecret(secret) }));
}

const secretPrefix = 'whsec_';
const secretExpectation = 'the secret must be whsec_ and the base64 of 24 to 64 random bytes';
const unrun = '; a $(…) written into a file is not run: put there what it prints';

/** Shells run what stands in $(…) or between backticks; readers of env files take it as it stands. */
function isUnrun(secret: string): boolean {
  return secret.includes('$(') || secret.includes('`');
}

function isWebhookSecret(secret: string): boolean {
  if (!secret.startsWith(secretPrefix)) return false;
  const encoded = secret.slice(secretPrefix.length);
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.length >= 24 && bytes.length <= 64 && bytes.toString('base64') === encoded;
}
