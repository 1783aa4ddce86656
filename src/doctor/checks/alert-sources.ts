import type { AlertsConfig } from '../../config/config-types.ts';
import type { Secret } from '../../config/secret.ts';
import { defineCheck } from '../check.ts';
import { type Finding, ok, warning } from '../finding.ts';

const newSecret = 'echo "whsec_$(openssl rand -base64 32)"';
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

export function judgeSources({ webhookSecrets, appTokens, poll }: AlertsConfig): readonly Finding[] {
  const signed = webhookSecrets.map(({ source }) => source);
  const names = [...new Set([...signed, ...(appTokens?.clients.map(({ source }) => source) ?? [])])].toSorted();
  const weak = judgeWeak('WEBHOOK_SECRETS', webhookSecrets);
  if (weak.length > 0) return weak;
  if (names.length === 0 && !poll) {
    return [
      warning({
        what: 'No source may send alerts: WEBHOOK_SECRETS and ALERTS_CLIENTS are empty, and nothing is polled.',
        why: 'Requests come from commands in Teams alone.',
        fix: `Set WEBHOOK_SECRETS=<name>=<secret> (${newSecret}), or the ALERTS_… keys, or DEFENDER_POLL_EVERY=PT1M.`,
      }),
    ];
  }
  const twice = [...new Set(signed.filter((source, index) => signed.indexOf(source) !== index))];
  const rotating =
    twice.length === 0 ? '' : ` With two secrets (remove the old one when it is out of use): ${twice.join(', ')}.`;
  const polled = poll ? ' Defender is polled.' : '';
  return [ok(`Alerts are taken from: ${names.join(', ') || 'nobody over HTTP'}.${polled}${rotating}`)];
}

export const alertSourcesCheck = defineCheck({
  needs: ['alerts'],
  look: ({ alerts }) => judgeSources(alerts),
});
