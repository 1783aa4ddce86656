/** Fakes for the ports, kept by hand: they hold state, and do what the ports' comments promise. */
import type { DeliveryPlace } from '../../src/approval/delivery.ts';
import type { RemediationAnswer, RemediationBody } from '../../src/approval/remediation.ts';
import { emailKey } from '../../src/approval/request.ts';
import { ServiceError } from '../../src/errors.ts';
import type { MailCriteria, MailSearchAnswer } from '../../src/workflow/found-mail.ts';
import type {
  CallbackAnswer,
  Callbacks,
  Clock,
  Directory,
  Ids,
  Log,
  Mailboxes,
  MailSearch,
  Meter,
  Thread,
} from '../../src/workflow/ports.ts';
import type { ReplyKind } from '../../src/workflow/reply-kind.ts';
import type { RequestView } from '../../src/workflow/request-view.ts';
import type { CardAddress, ChannelAddress } from '../../src/workflow/store-port.ts';
import type { SummaryView } from '../../src/workflow/summary-view.ts';

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

/** Who belongs to which group (lower-case id), by object id, address or the id of another group, in lower case. */
export interface FakeDirectory extends Directory {
  readonly groups: Map<string, { readonly name?: string; readonly members: readonly string[] }>;
  /** Addresses by object id. */
  readonly people: Map<string, readonly string[]>;
  /** Whom the directory does not know; everybody else is known, and belongs to what `groups` says. */
  readonly strangers: Set<string>;
  /** While true, nothing can be looked up. */
  isDown: boolean;
  /** Every lookup so far. */
  readonly asked: string[];
}

export function fakeDirectory(): FakeDirectory {
  const groups: FakeDirectory['groups'] = new Map();
  const people: FakeDirectory['people'] = new Map();
  const asked: string[] = [];
  function answer(user: string): void {
    asked.push(user);
    if (directory.isDown) throw new ServiceError('directoryUnavailable', undefined, { retryable: true });
  }
  function holds(groupId: string, user: string): boolean {
    const members = groups.get(groupId)?.members ?? [];
    return members.includes(user) || members.some((id) => groups.has(id) && holds(id, user));
  }
  const strangers = new Set<string>();
  const directory: FakeDirectory = {
    groups,
    people,
    strangers,
    asked,
    isDown: false,
    memberOf: async (user, groupIds) => {
      const name = user.toLowerCase();
      answer(user);
      if (strangers.has(name)) return undefined;
      const unknownGroups = new Set(groupIds.filter((id) => !groups.has(id)));
      return { of: new Set(groupIds.filter((id) => holds(id, name))), unknownGroups };
    },
    addressesOf: async (objectId) => {
      answer(objectId);
      const addresses = people.get(objectId.toLowerCase());
      return addresses && new Set(addresses);
    },
    groupName: async (groupId) => (directory.isDown ? undefined : groups.get(groupId)?.name),
  };
  return directory;
}

export interface FakeThread extends Thread {
  readonly posts: { channel: ChannelAddress; view: RequestView }[];
  readonly updates: { card: CardAddress; view: RequestView }[];
  readonly replies: { card: CardAddress; kind: ReplyKind; view: RequestView }[];
  readonly summaries: { channel: ChannelAddress; view: SummaryView; address: CardAddress }[];
  readonly summaryUpdates: { summary: CardAddress; view: SummaryView }[];
  /** Milliseconds until a channel takes another post, as the governor would say. */
  pause: number;
  /** The next call fails so. */
  failNext(fault: ServiceError): void;
  /** Ids of channels and of messages that are not there any more. */
  readonly gone: Set<string>;
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
  const gone = new Set<string>();
  function mustBeThere(ids: readonly string[]): void {
    if (ids.some((id) => gone.has(id))) throw new ServiceError('teamsGone');
  }
  function address(channel: ChannelAddress): CardAddress {
    messages += 1;
    const activityId = String(1_700_000_000_000 + messages);
    return { ...channel, activityId, conversationId: `${channel.channelId};messageid=${activityId}` };
  }
  const summaries: FakeThread['summaries'] = [];
  const summaryUpdates: FakeThread['summaryUpdates'] = [];
  const thread: FakeThread = {
    posts,
    summaries,
    summaryUpdates,
    pause: 0,
    pauseBefore: async () => thread.pause,
    postSummary: async (channel, view) => {
      failIfScripted();
      mustBeThere([channel.channelId]);
      const posted = address(channel);
      summaries.push({ channel, view, address: posted });
      return posted;
    },
    updateSummary: async (summary, view) => {
      failIfScripted();
      mustBeThere([summary.channelId, summary.activityId]);
      summaryUpdates.push({ summary, view });
    },
    updates,
    replies,
    failNext: (fault) => {
      faults.push(fault);
    },
    gone,
    postCard: async (channel, view) => {
      failIfScripted();
      mustBeThere([channel.channelId]);
      posts.push({ channel, view });
      return address(channel);
    },
    updateCard: async (card, view) => {
      failIfScripted();
      mustBeThere([card.channelId, card.activityId]);
      updates.push({ card, view });
    },
    reply: async (card, kind, view) => {
      failIfScripted();
      mustBeThere([card.channelId, card.activityId]);
      replies.push({ card, kind, view });
      return address(card);
    },
  };
  return thread;
}

export interface FakeMailboxes extends Mailboxes {
  readonly calls: { body: RemediationBody; clientRequestId: string }[];
  /** Answers of the next calls, one each; afterwards everything is accepted. */
  answerNext(...answers: RemediationAnswer[]): void;
  readonly known: Map<string, { networkMessageId: string; recipientEmailAddress: string }>;
  /** Where emails lie, by email key; what is not named lies where `otherwise` says (undefined: cannot be found). */
  readonly locations: Map<string, string>;
  otherwise: string | undefined;
  /** Where all emails were delivered; undefined: Graph does not say. */
  delivered: string | undefined;
  /** The mailboxes cannot be read. */
  unreadable: boolean;
  /** How often they were read. */
  reads: number;
}

export const acceptedAnswer: RemediationAnswer & { readonly kind: 'accepted' } = {
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
  const fake: FakeMailboxes = {
    calls,
    known,
    locations: new Map(),
    otherwise: 'inbox_folder',
    delivered: undefined,
    unreadable: false,
    reads: 0,
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
    locate: async (emails) => {
      fake.reads += 1;
      const found = new Map<string, DeliveryPlace>();
      for (const email of fake.unreadable ? [] : emails) {
        const location = fake.locations.get(emailKey(email)) ?? fake.otherwise;
        const { delivered: original } = fake;
        if (location === undefined) continue;
        found.set(emailKey(email), { latest: location, ...(original === undefined ? {} : { original }) });
      }
      const unread = new Set(fake.unreadable ? emails.map(emailKey) : []);
      return { locations: found, unread, mayBeTriedAgain: fake.unreadable };
    },
  };
  return fake;
}

export interface FakeCallbacks extends Callbacks {
  readonly told: { source: string; id: string; body: unknown }[];
  /** Answers of the next calls, one each; afterwards everything is taken. */
  answerNext(...answers: CallbackAnswer[]): void;
}

export function fakeCallbacks(): FakeCallbacks {
  const answers: CallbackAnswer[] = [];
  const told: FakeCallbacks['told'] = [];
  return {
    told,
    answerNext: (...next) => void answers.push(...next),
    tell: async (source, { id, body }) => {
      told.push({ source, id, body: JSON.parse(body) });
      return answers.shift() ?? { kind: 'taken', status: 204 };
    },
  };
}

export interface FakeMailSearch extends MailSearch {
  readonly asked: MailCriteria[];
  /** What every search finds, or why it does not. */
  answer: MailSearchAnswer;
}

export function fakeMailSearch(): FakeMailSearch {
  const asked: MailCriteria[] = [];
  const fake: FakeMailSearch = {
    asked,
    answer: { kind: 'found', messages: [], more: false },
    find: async (criteria) => {
      asked.push(criteria);
      return fake.answer;
    },
  };
  return fake;
}
