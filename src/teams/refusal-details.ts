import type { RefusalDetails } from '../workflow/steps.ts';
import type { CardStyle } from './cards.ts';
import type { RefusalFacts } from './words/arguments.ts';
import { wordsFor } from './words.ts';

/** What a refusal tells besides its reason, as its sentence takes it. */
export function refusalDetails(
  { tryAgainAt, otherId }: RefusalDetails,
  { locale, timeZone }: CardStyle,
): Pick<RefusalFacts, 'tryAgainAt' | 'otherId'> {
  return {
    ...(tryAgainAt !== undefined && { tryAgainAt: wordsFor(locale).formats.time(tryAgainAt, timeZone) }),
    ...(otherId !== undefined && { otherId }),
  };
}
