import type { Sentences } from '../en/catalogue.ts';
import { formatsFor } from '../formats.ts';
import { frenchCommands } from './commands.ts';
import { frenchDeadlines } from './deadlines.ts';
import { frenchDialog } from './dialog.ts';
import { frenchFacts } from './facts.ts';
import { frenchFind } from './find.ts';
import { frenchHistory } from './history.ts';
import { frenchNoMail } from './no-mail.ts';
import { frenchOutcome } from './outcome.ts';
import { frenchProof } from './proof.ts';
import { frenchQuorum } from './quorum.ts';
import { frenchRecipients } from './recipients.ts';
import { frenchRefusals } from './refusals.ts';
import { frenchReplies } from './replies.ts';
import { frenchRequest } from './request.ts';
import { frenchStats } from './stats.ts';
import { frenchSummaries } from './summaries.ts';
import { frenchSummary } from './summary.ts';
import { frenchTerms } from './terms.ts';
import { frenchUndo } from './undo.ts';

/** The French catalogue, with the dates and numbers of one region (`fr-FR`, `fr-CA`, …). */
export function frenchWords(locale: string): Sentences {
  const formats = formatsFor(locale);
  return {
    formats,
    ...frenchTerms,
    ...frenchRequest(formats),
    ...frenchQuorum(formats),
    ...frenchFacts(formats),
    ...frenchOutcome(formats),
    ...frenchProof(formats),
    ...frenchUndo(formats),
    ...frenchDeadlines(formats),
    ...frenchReplies(formats),
    ...frenchRefusals,
    ...frenchSummaries,
    ...frenchSummary(formats),
    ...frenchStats(formats),
    ...frenchCommands(formats),
    ...frenchFind(formats),
    ...frenchDialog(formats),
    ...frenchHistory(formats),
    ...frenchRecipients(formats),
    ...frenchNoMail(formats),
  };
}
