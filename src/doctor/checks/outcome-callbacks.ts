import type { CallbackConfig } from '../../config/config-types.ts';
import { defineCheck } from '../check.ts';
import { type Finding, ok, skipped, warning } from '../finding.ts';
import { connectTo } from '../probes/connect-to.ts';
import { failureFix, failureWords } from '../probes/failure-code.ts';
import { judgeWeak } from '../weak-secrets.ts';

async function lookAt({ source, url }: CallbackConfig): Promise<Finding> {
  const connected = await connectTo(new URL(url.reveal()));
  if (connected.kind === 'connected') return ok(`What OUTCOME_CALLBACKS names for ${source} can be reached.`);
  return warning({
    what: `What OUTCOME_CALLBACKS names for ${source} cannot be reached: ${failureWords(connected.code)}.`,
    why: 'That source is not told how its requests end until it can be.',
    fix: `Correct the address in OUTCOME_CALLBACKS, or start what listens there. ${failureFix(connected.code)}`,
  });
}

export const outcomeCallbacksCheck = defineCheck({
  needs: ['callbacks'],
  async look({ callbacks }) {
    if (callbacks.length === 0) return [skipped('OUTCOME_CALLBACKS is empty')];
    const secrets = callbacks.flatMap(({ source, secrets }) => secrets.map((secret) => ({ source, secret })));
    return [...judgeWeak('OUTCOME_SECRETS', secrets), ...(await Promise.all(callbacks.map(lookAt)))];
  },
});
