import { englishCommands } from './english-commands.ts';
import { englishFacts } from './english-facts.ts';
import { englishOutcome } from './english-outcome.ts';
import { englishProof } from './english-proof.ts';
import { englishQuorum } from './english-quorum.ts';
import { englishRefusals } from './english-refusals.ts';
import { englishReplies } from './english-replies.ts';
import { englishRequest } from './english-request.ts';
import { englishSummaries } from './english-summaries.ts';
import { englishSummary } from './english-summary.ts';
import { englishTerms } from './english-terms.ts';
import { formatsFor } from './formats.ts';

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
