import { formatsFor } from '../formats.ts';
import type { Worded } from '../worded.ts';
import { englishCommands } from './commands.ts';
import { englishDeadlines } from './deadlines.ts';
import { englishDialog } from './dialog.ts';
import { englishFacts } from './facts.ts';
import { englishFind } from './find.ts';
import { englishHistory } from './history.ts';
import { englishNoMail } from './no-mail.ts';
import { englishOutcome } from './outcome.ts';
import { englishProof } from './proof.ts';
import { englishQuorum } from './quorum.ts';
import { englishRecipients } from './recipients.ts';
import { englishRefusals } from './refusals.ts';
import { englishReplies } from './replies.ts';
import { englishRequest } from './request.ts';
import { englishStats } from './stats.ts';
import { englishSummaries } from './summaries.ts';
import { englishSummary } from './summary.ts';
import { englishTerms } from './terms.ts';
import { englishUndo } from './undo.ts';

/** What every language has. */
export type Sentences = Worded<ReturnType<typeof englishWords>>;

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
    ...englishUndo(formats),
    ...englishDeadlines(formats),
    ...englishReplies(formats),
    ...englishRefusals,
    ...englishSummaries,
    ...englishSummary(formats),
    ...englishStats(formats),
    ...englishCommands(formats),
    ...englishFind(formats),
    ...englishDialog(formats),
    ...englishHistory(formats),
    ...englishRecipients(formats),
    ...englishNoMail(formats),
  };
}
