import { serviceActor } from './audit-actors.ts';
import type { Clock } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';

/** At start: which policy decides from now on stands in the audit log before the first decision under it. */
export async function announcePolicy(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
}): Promise<void> {
  const { policyHash, tenantId, policy, dryRun } = ports.settings;
  await ports.store.transaction((tx) =>
    tx.appendAudit({
      at: ports.clock.now(),
      tenantId,
      kind: 'policy.loaded',
      requestId: null,
      revision: null,
      actor: serviceActor,
      data: { policyHash, approvers: policy.approvers, rules: policy.rules.length, dryRun },
    }),
  );
}
