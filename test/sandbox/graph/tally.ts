import type { GraphFigures } from '../tenant-types.ts';
import type { MailboxShelf, Named, Telling } from './mailbox-shelf.ts';

/** Counts what must never happen (twice), and how near to the platform's limits the service came. */
export interface Tally {
  /** Until the returned function is called, one more remediate call is under way. */
  callStarts(): () => void;
  /** How many remediations have not shown everywhere yet. */
  active(): number;
  /** The organisation has no room for another remediation. */
  refusedForLimit(): void;
  /** A remediation takes effect. */
  takesEffect(body: unknown, clientRequestId: string): void;
  /** A call with this id passed token and body. */
  heard(clientRequestId: string): void;
  figures(): GraphFigures;
}

export function createTally(shelf: MailboxShelf): Tally {
  const heard = new Map<string, number>();
  let remediations: { telling: Telling; emails: readonly Named[] }[] = [];
  let accepted = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  let mostActive = 0;
  let overLimit = 0;

  function active(): number {
    remediations = remediations.filter(({ telling, emails }) => shelf.isUnderWay(telling, emails));
    return remediations.length;
  }

  return {
    callStarts() {
      atOnce += 1;
      mostAtOnce = Math.max(mostAtOnce, atOnce);
      let over = false;
      return () => {
        if (!over) atOnce -= 1;
        over = true;
      };
    },
    active,
    refusedForLimit() {
      overLimit += 1;
    },
    takesEffect(body, clientRequestId) {
      const { action, analyzedEmails: emails } = body as { action: string; analyzedEmails: readonly Named[] };
      const telling: Telling = { action, clientRequestId };
      for (const email of emails) shelf.remediate(email, telling);
      accepted += 1;
      remediations.push({ telling, emails });
      mostActive = Math.max(mostActive, active());
    },
    heard(clientRequestId) {
      heard.set(clientRequestId, (heard.get(clientRequestId) ?? 0) + 1);
    },
    figures: () => ({
      remediations: accepted,
      toldTwice: shelf.toldTwice(),
      repeatedRequestIds: [...heard].filter(([id, times]) => id !== '' && times > 1).map(([id]) => id),
      atOnce,
      mostAtOnce,
      active: active(),
      mostActive,
      overLimit,
    }),
  };
}
