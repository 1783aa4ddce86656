import type { Config } from '../config/config-types.ts';
import type { CheckId } from './check-ids.ts';
import type { Finding } from './finding.ts';
import type { Patient } from './patient.ts';

export interface Check {
  /** Where one of these found a fault, or was skipped, this one could only say the same again. */
  readonly after: readonly CheckId[];
  /** Parts of the settings without which nothing can be looked at. */
  readonly needs: readonly (keyof Config)[];
  /** At least one finding. What it throws is a fault of its own; so is not coming to an end. */
  look(patient: Patient): Promise<readonly Finding[]>;
}

interface CheckParts<Needed extends keyof Config> {
  readonly after?: readonly CheckId[];
  readonly needs: readonly Needed[];
  look(settings: Pick<Config, Needed>, patient: Patient): Promise<readonly Finding[]> | readonly Finding[];
}

/** A check whose `look` is handed the settings that it needs; it is not called where one of them is wrong. */
export function defineCheck<Needed extends keyof Config = never>(parts: CheckParts<Needed>): Check {
  const { after = [], needs } = parts;
  return {
    after,
    needs,
    // Whoever runs checks has seen to it that all of `needs` is there.
    look: async (patient) => parts.look(patient.settings as Pick<Config, Needed>, patient),
  };
}
