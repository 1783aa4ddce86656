import { serviceActor } from './audit-actors.ts';
import type { Clock, PolicyInForce } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';

/** At start: which policy decides from now on stands in the audit log before the first decision under it. */
export async function announcePolicy(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly policy: () => PolicyInForce;
}): Promise<void> {
  const { tenantId, dryRun } = ports.settings;
  const { policy, hash: policyHash } = ports.policy();
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
