import { isDeepStrictEqual } from 'node:util';
import type { MailCriteria } from '../../workflow/found-mail.ts';
import { readCriteria } from '../typed/parse-find.ts';
import type { Pen } from './pen.ts';

/** What stands behind `find` to ask for the same: what was looked for is hostile text, but for our own mailbox. */
export function asTyped({ from, to, subject, url, lastMinutes }: MailCriteria, pen: Pen): string {
  const { subject: longest, word } = pen.limits;
  return [
    ...(from === undefined ? [] : [`from:${pen.sender(from)}`]),
    ...(to === undefined ? [] : [`to:${pen.exact(to)}`]),
    ...(subject === undefined ? [] : [`subject:"${pen.plain(subject.replace(/["\\]/g, '\\$&'), longest)}"`]),
    ...(url === undefined ? [] : [`url:${pen.plain(url, word)}`]),
    `last:${spanOf(lastMinutes)}`,
  ].join(' ');
}

/** The command to be copied; undefined where it would ask for something else, because of what had to be cut or shown. */
export function typedCommand(criteria: MailCriteria, pen: Pen): string | undefined {
  const typed = asTyped(criteria, pen);
  return isDeepStrictEqual(readCriteria(typed), criteria) ? `find ${typed}` : undefined;
}

function spanOf(minutes: number): string {
  if (minutes % 1_440 === 0) return minutes === 1_440 ? '24h' : `${minutes / 1_440}d`;
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}m`;
}
