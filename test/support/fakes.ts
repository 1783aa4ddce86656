/** Fakes for the ports, kept by hand: they hold state, and do what the ports' comments promise. */
import type { RemediationAnswer, RemediationBody } from '../../src/approval/remediation.ts';
import { ServiceError } from '../../src/errors.ts';
import type {
  CardAddress,
  ChannelAddress,
  Clock,
  Ids,
  Log,
  Mailboxes,
  Meter,
  Thread,
} from '../../src/workflow/ports.ts';
import type { ReplyKind } from '../../src/workflow/reply-kind.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';

export interface FakeClock extends Clock {
  advance(ms: number): void;
}

export function fakeClock(start = Date.UTC(2026, 10, 21, 3, 0, 0)): FakeClock {
  let now = start;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
}

export function countingIds(): Ids {
  let requests = 0;
  let uuids = 0;
  return {
    requestId: () => {
      requests += 1;
      return `CS-${String(requests).padStart(6, '0')}`;
    },
    uuid: () => {
      uuids += 1;
      return `00000000-0000-4000-8000-${String(uuids).padStart(12, '0')}`;
    },
  };
}

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
export const silentMeter: Meter = { count: () => {}, observe: () => {} };

export interface FakeThread extends Thread {
  readonly posts: { channel: ChannelAddress; view: RequestView }[];
  readonly updates: { card: CardAddress; view: RequestView }[];
  readonly replies: { card: CardAddress; kind: ReplyKind; view: RequestView }[];
  /** The next call fails so. */
  failNext(fault: ServiceError): void;
}

export function fakeThread(): FakeThread {
  const faults: ServiceError[] = [];
  let messages = 0;
  const posts: FakeThread['posts'] = [];
  const updates: FakeThread['updates'] = [];
  const replies: FakeThread['replies'] = [];
  function failIfScripted(): void {
    const fault = faults.shift();
    if (fault) throw fault;
  }
  function address(channel: ChannelAddress): CardAddress {
    messages += 1;
    const activityId = String(1_700_000_000_000 + messages);
    return { ...channel, activityId, conversationId: `${channel.channelId};messageid=${activityId}` };
  }
  return {
    posts,
    updates,
    replies,
    failNext: (fault) => {
      faults.push(fault);
    },
    postCard: async (channel, view) => {
      failIfScripted();
      posts.push({ channel, view });
      return address(channel);
    },
    updateCard: async (card, view) => {
      failIfScripted();
      updates.push({ card, view });
    },
    reply: async (card, kind, view) => {
      failIfScripted();
      replies.push({ card, kind, view });
      return address(card);
    },
  };
}

export interface FakeMailboxes extends Mailboxes {
  readonly calls: { body: RemediationBody; clientRequestId: string }[];
  /** Answers of the next calls, one each; afterwards everything is accepted. */
  answerNext(...answers: RemediationAnswer[]): void;
  readonly known: Map<string, { networkMessageId: string; recipientEmailAddress: string }>;
}

export const acceptedAnswer: RemediationAnswer = {
  kind: 'accepted',
  status: 202,
  trackingLink: 'https://security.microsoft.com/action-center/history?filters=x&tid=y',
  bulkId: '2f1c6c0e-6f2d-4c8a-9a55-0d5c8f6f2b11',
  location: 'https://security.microsoft.com/action-center/history?filters=x&tid=y',
};

export function fakeMailboxes(): FakeMailboxes {
  const answers: RemediationAnswer[] = [];
  const calls: FakeMailboxes['calls'] = [];
  const known: FakeMailboxes['known'] = new Map();
  let approverUpnTaken = true;
  return {
    calls,
    known,
    answerNext: (...next) => {
      answers.push(...next);
    },
    bodyFor: ({ emails, approverUpn, ...order }) => ({
      ...order,
      ...(approverUpnTaken ? { approverUpn } : {}),
      analyzedEmails: emails.map((email) =>
        'networkMessageId' in email
          ? { networkMessageId: email.networkMessageId, recipientEmailAddress: email.recipientEmailAddress }
          : { id: email.id },
      ),
    }),
    remediate: async (body, clientRequestId) => {
      calls.push({ body, clientRequestId });
      const answer = answers.shift() ?? acceptedAnswer;
      if (answer.kind === 'approverUpnRefused') approverUpnTaken = false;
      return answer;
    },
    resolve: async (id) => {
      if (id === 'unreachable') throw new ServiceError('graphUnavailable', undefined, { retryable: true });
      return known.get(id);
    },
  };
}
