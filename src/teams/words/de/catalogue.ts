import type { Sentences } from '../en/catalogue.ts';
import { formatsFor } from '../formats.ts';
import { germanCommands } from './commands.ts';
import { germanDeadlines } from './deadlines.ts';
import { germanDialog } from './dialog.ts';
import { germanFacts } from './facts.ts';
import { germanFind } from './find.ts';
import { germanHistory } from './history.ts';
import { germanNoMail } from './no-mail.ts';
import { germanOutcome } from './outcome.ts';
import { germanProof } from './proof.ts';
import { germanQuorum } from './quorum.ts';
import { germanRecipients } from './recipients.ts';
import { germanRefusals } from './refusals.ts';
import { germanReplies } from './replies.ts';
import { germanRequest } from './request.ts';
import { germanStats } from './stats.ts';
import { germanSummaries } from './summaries.ts';
import { germanSummary } from './summary.ts';
import { germanTerms } from './terms.ts';
import { germanUndo } from './undo.ts';

/** The German catalogue, with the dates and numbers of one region (`de-DE`, `de-AT`, …). */
export function germanWords(locale: string): Sentences {
  const formats = formatsFor(locale);
  return {
    formats,
    ...germanTerms,
    ...germanRequest(formats),
    ...germanQuorum(formats),
    ...germanFacts(formats),
    ...germanOutcome(formats),
    ...germanProof(formats),
    ...germanUndo(formats),
    ...germanDeadlines(formats),
    ...germanReplies(formats),
    ...germanRefusals,
    ...germanSummaries,
    ...germanSummary(formats),
    ...germanStats(formats),
    ...germanCommands(formats),
    ...germanFind(formats),
    ...germanDialog(formats),
    ...germanHistory(formats),
    ...germanRecipients(formats),
    ...germanNoMail(formats),
  };
}
