import type { Sentences } from '../en/catalogue.ts';
import { formatsFor } from '../formats.ts';
import { japaneseCommands } from './commands.ts';
import { japaneseDeadlines } from './deadlines.ts';
import { japaneseDialog } from './dialog.ts';
import { japaneseFacts } from './facts.ts';
import { japaneseFind } from './find.ts';
import { japaneseHistory } from './history.ts';
import { japaneseNoMail } from './no-mail.ts';
import { japaneseOutcome } from './outcome.ts';
import { japaneseProof } from './proof.ts';
import { japaneseQuorum } from './quorum.ts';
import { japaneseRecipients } from './recipients.ts';
import { japaneseRefusals } from './refusals.ts';
import { japaneseReplies } from './replies.ts';
import { japaneseRequest } from './request.ts';
import { japaneseStats } from './stats.ts';
import { japaneseSummaries } from './summaries.ts';
import { japaneseSummary } from './summary.ts';
import { japaneseTerms } from './terms.ts';
import { japaneseUndo } from './undo.ts';

/**
 * The Japanese catalogue, with the dates and numbers of one region (`ja-JP`). There is one plural form, so numbers stand
 * right in the sentences; a blank parts Latin letters and digits from the rest, but never one sentence from the next.
 */
export function japaneseWords(locale: string): Sentences {
  const formats = formatsFor(locale);
  return {
    formats,
    ...japaneseTerms,
    ...japaneseRequest(formats),
    ...japaneseQuorum(formats),
    ...japaneseFacts(formats),
    ...japaneseOutcome(formats),
    ...japaneseProof(formats),
    ...japaneseUndo(formats),
    ...japaneseDeadlines(formats),
    ...japaneseReplies(formats),
    ...japaneseRefusals,
    ...japaneseSummaries,
    ...japaneseSummary(formats),
    ...japaneseStats(formats),
    ...japaneseCommands(formats),
    ...japaneseFind(formats),
    ...japaneseDialog(formats),
    ...japaneseHistory(formats),
    ...japaneseRecipients(formats),
    ...japaneseNoMail(formats),
  };
}
