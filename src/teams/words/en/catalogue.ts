import { formatsFor } from '../formats.ts';
import { englishCommands } from './commands.ts';
import { englishFacts } from './facts.ts';
import { englishOutcome } from './outcome.ts';
import { englishProof } from './proof.ts';
import { englishQuorum } from './quorum.ts';
import { englishRefusals } from './refusals.ts';
import { englishReplies } from './replies.ts';
import { englishRequest } from './request.ts';
import { englishSummaries } from './summaries.ts';
import { englishSummary } from './summary.ts';
import { englishTerms } from './terms.ts';

/** The English catalogue, with the dates and numbers of one region (`en-US`, `en-GB`, …). */
export function englishWords(locale: string) {
  const formats = formatsFor(locale);
  return {
    formats,
    ...englishTerms,
    ...englishRequest(formats),
    ...englishQuorum(formats),
    ...englishFacts(formats),
    ...englishOutcome(formats),
    ...englishProof(formats),
    ...englishReplies(formats),
    ...englishRefusals(),
    ...englishSummaries,
    ...englishSummary(formats),
    ...englishCommands(formats),
  };
}
