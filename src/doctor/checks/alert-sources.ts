import type { AlertsConfig } from '../../config/config-types.ts';
import { defineCheck } from '../check.ts';
import { type Finding, ok, warning } from '../finding.ts';
import { judgeWeak, newSecret } from '../weak-secrets.ts';

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
