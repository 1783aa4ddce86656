import type { Clock, Digest, Directory, Ids, PolicyInForce, Tracer } from './ports.ts';
import type { StepSettings } from './step-settings.ts';
import type { Store } from './store-port.ts';

/** What nearly every step needs; steps that reach outside ask for their port besides. */
export interface StepPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly digest: Digest;
  readonly settings: StepSettings;
  /** Asked once for each click or command, so that one policy decides all of it. */
  readonly policy: () => PolicyInForce;
  readonly directory: Directory;
  readonly tracer: Tracer;
}
