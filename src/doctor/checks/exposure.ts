import type { HttpConfig } from '../../config/config-types.ts';
import { isLoopback } from '../../loopback.ts';
import { defineCheck } from '../check.ts';
import { type Finding, ok, warning } from '../finding.ts';

export function judgeExposure({ host, internalPort }: HttpConfig): Finding {
  if (internalPort !== undefined) return ok('Health, readiness and metrics answer on INTERNAL_PORT alone.');
  if (isLoopback(host)) {
    return ok('HOST is a loopback address. What forwards to it should forward /api/ alone, or set INTERNAL_PORT.');
  }
  return warning({
    what: 'INTERNAL_PORT is not set, and HOST is open to other machines.',
    why: 'Whoever reaches /api/messages also reads /metrics, /healthz and /readyz.',
    fix: 'Set INTERNAL_PORT (9464, say) and let only the private network reach that port.',
  });
}

export const exposureCheck = defineCheck({ needs: ['http'], look: ({ http }) => [judgeExposure(http)] });
