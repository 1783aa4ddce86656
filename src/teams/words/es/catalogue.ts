import type { Sentences } from '../en/catalogue.ts';
import { formatsFor } from '../formats.ts';
import { spanishCommands } from './commands.ts';
import { spanishDeadlines } from './deadlines.ts';
import { spanishDialog } from './dialog.ts';
import { spanishFacts } from './facts.ts';
import { spanishFind } from './find.ts';
import { spanishHistory } from './history.ts';
import { spanishNoMail } from './no-mail.ts';
import { spanishOutcome } from './outcome.ts';
import { spanishProof } from './proof.ts';
import { spanishQuorum } from './quorum.ts';
import { spanishRecipients } from './recipients.ts';
import { spanishRefusals } from './refusals.ts';
import { spanishReplies } from './replies.ts';
import { spanishRequest } from './request.ts';
import { spanishStats } from './stats.ts';
import { spanishSummaries } from './summaries.ts';
import { spanishSummary } from './summary.ts';
import { spanishTerms } from './terms.ts';
import { spanishUndo } from './undo.ts';

/**
 * The Spanish catalogue, with the dates and numbers of one region (`es-ES`, `es-MX`, …). Its words are those that all
 * regions share. Millions take a "de" before what is counted, which is the form `many`.
 */
export function spanishWords(locale: string): Sentences {
  const formats = formatsFor(locale);
  return {
    formats,
    ...spanishTerms,
    ...spanishRequest(formats),
    ...spanishQuorum(formats),
    ...spanishFacts(formats),
    ...spanishOutcome(formats),
    ...spanishProof(formats),
    ...spanishUndo(formats),
    ...spanishDeadlines(formats),
    ...spanishReplies(formats),
    ...spanishRefusals,
    ...spanishSummaries,
    ...spanishSummary(formats),
    ...spanishStats(formats),
    ...spanishCommands(formats),
    ...spanishFind(formats),
    ...spanishDialog(formats),
    ...spanishHistory(formats),
    ...spanishRecipients(formats),
    ...spanishNoMail(formats),
  };
}
