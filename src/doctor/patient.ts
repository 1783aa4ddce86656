import type { Config } from '../config/config-types.ts';
import type { MisspeltKey } from '../config/misspelt-keys.ts';
import type { Environment, SettingProblem } from '../config/setting-reader.ts';
import type { CloudName } from '../identity/clouds.ts';
import type { Clock } from '../workflow/ports.ts';

/** What is examined: an environment, and the machine that it is looked at from. */
export interface Patient {
  readonly env: Environment;
  /** `global` where it is not one of ours; then nothing that hangs on it is in `settings`. */
  readonly cloud: CloudName;
  /** Of the settings, what can be used: each part is read by itself. */
  readonly settings: Partial<Config>;
  readonly problems: readonly SettingProblem[];
  readonly hints: readonly MisspeltKey[];
  readonly withoutEffect: readonly string[];
  readonly machine: Machine;
  /** https of the service as Teams reaches it. */
  readonly endpoint?: URL;
}

export interface Machine {
  readonly clock: Clock;
  /** `24.21.0`. */
  readonly nodeVersion: string;
  /** Bytes that may still be written where this path leads; rejects where nothing lies there. */
  freeBytes(path: string): Promise<number>;
}

/** A probe that is made once for each patient, whoever asks for it. */
export function oncePerPatient<T>(probe: (patient: Patient) => Promise<T>): (patient: Patient) => Promise<T> {
  const made = new WeakMap<Patient, Promise<T>>();
  return (patient) => {
    const running = made.get(patient) ?? probe(patient);
    made.set(patient, running);
    return running;
  };
}
