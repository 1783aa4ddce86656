import { looksAtSeverity, type Policy } from '../approval/policy.ts';
import { type ApprovalRequest, isOpen, type Severity } from '../approval/request.ts';
import type { StepSettings } from './step-settings.ts';
import type { StoreReader } from './store-port.ts';

/**
 * Every severity that rules look at: also those of alerts that were acknowledged for the request and wait for its next
 * revision (REVISE_EVERY). Their emails are not asked for yet, but how bad it is, is known already.
 */
export async function severitiesSoFar(
  reader: Pick<StoreReader, 'gathered'>,
  request: ApprovalRequest,
  policy: Policy,
  { reviseEveryMs }: Pick<StepSettings, 'reviseEveryMs'>,
): Promise<readonly Severity[]> {
  const { severities } = request.revision;
  if (!isOpen(request) || reviseEveryMs === 0 || !looksAtSeverity(policy)) return severities;
  const waiting = await reader.gathered(request.id);
  return [...severities, ...waiting.map(({ severity }) => severity)];
}
