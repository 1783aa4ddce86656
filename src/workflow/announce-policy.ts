import { serviceActor } from './audit-actors.ts';
import type { Clock, PolicyInForce } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';

/**
 * Which policy decides from now on stands in the audit log before the first decision under it. As a whole: decisions
 * name its hash alone, and from the hash nobody could tell later what was allowed.
 */
export async function announcePolicy(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly settings: StepSettings;
  readonly policy: () => PolicyInForce;
}): Promise<void> {
  const { tenantId, dryRun } = ports.settings;
  const { document, hash: policyHash } = ports.policy();
  await ports.store.transaction((tx) =>
    tx.appendAudit({
      at: ports.clock.now(),
      tenantId,
      kind: 'policy.loaded',
      requestId: null,
      revision: null,
      actor: serviceActor,
      data: { policyHash, policy: document, dryRun },
    }),
  );
}
