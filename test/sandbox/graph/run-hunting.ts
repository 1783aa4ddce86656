/** runHuntingQuery of the stand-in: understands the one query that is sent, and nothing else. */
import type { IncomingMessage } from 'node:http';
import { readBody } from '../entra/loopback.ts';
import type { GraphCall } from '../tenant-types.ts';
import { type Answer, graphError } from './answers.ts';
import type { CallGuard, Recorded } from './call-guard.ts';
import { loadContract } from './contract.ts';
import { type HuntedFor, readHuntingQuery } from './hunting-shape.ts';
import type { HuntingFault, HuntingSide } from './hunting-types.ts';
import type { Mail, MailboxShelf } from './mailbox-shelf.ts';

interface HuntingPorts {
  readonly guard: CallGuard;
  readonly shelf: MailboxShelf;
  untilLate(ms: number): Promise<void>;
}

interface HuntingPart {
  readonly side: HuntingSide;
  isAskedBy(call: Recorded): boolean;
  answer(call: Recorded, request: IncomingMessage): Promise<Answer | 'reset'>;
}

const roles = ['ThreatHunting.Read.All'];

export function createHuntingPart({ guard, shelf, untilLate }: HuntingPorts): HuntingPart {
  const contract = loadContract();
  const calls: GraphCall[] = [];
  const script: HuntingFault[] = [];
  const side: HuntingSide = { calls, standing: undefined, next: (...faults) => void script.push(...faults) };

  function faulty(fault: HuntingFault | undefined): Answer | undefined {
    if (fault?.kind === 'status') return graphError(fault.status, fault);
    if (fault?.kind === 'garbage') return { status: 200, body: fault.body };
    return fault?.kind === 'rows' ? { status: 200, body: { schema: [], results: fault.rows } } : undefined;
  }

  function hunt(call: Recorded): Answer {
    const type = call.headers['content-type'] ?? '';
    if (!/^application\/json\b/.test(type)) return guard.violate(415, 'body is not application/json');
    const [problem] = contract.huntingProblemsOf(call.version, call.body);
    if (problem !== undefined) return guard.violate(400, problem);
    const { query, timespan } = call.body as { query: string; timespan?: string };
    // The page: Content-Type has to name the charset where a query has letters beyond ANSI.
    if (/[^\0-\x7f]/.test(query) && !/charset=utf-8/i.test(type)) return guard.violate(400, 'no charset');
    const asked = readHuntingQuery(query);
    if (!asked) return guard.violate(400, 'This is not the query that is sent');
    if (timespan !== `PT${asked.minutes}M`) return guard.violate(400, 'timespan and query differ');
    const body = { schema: [{ name: 'NetworkMessageId', type: 'String' }], results: rowsFor(asked, shelf) };
    contract.assertHunted(call.version, body);
    return { status: 200, body };
  }

  return {
    side,
    isAskedBy: ({ path, method }) => method === 'POST' && path === '/security/runHuntingQuery',
    async answer(call, request) {
      calls.push(call);
      const fault = script.shift() ?? side.standing;
      if (fault?.kind === 'reset') return 'reset';
      if (fault?.kind === 'late') await untilLate(fault.ms);
      const text = await readBody(request);
      call.body = JSON.parse(text) as unknown;
      return (await guard.refuseToken(call, roles)) ?? faulty(fault) ?? hunt(call);
    },
  };
}

function rowsFor(asked: HuntedFor, shelf: MailboxShelf): object[] {
  const since = Date.now() - asked.minutes * 60_000;
  const found = shelf.find(undefined, (mail) => mail.receivedAt >= since && fits(mail, asked));
  const places = new Map(shelf.all().map(({ id, location }) => [id, location]));
  return [...Map.groupBy(found, ({ networkMessageId }) => networkMessageId)]
    .map(([networkMessageId, mails]) => rowOf(networkMessageId, mails, places))
    .toSorted((a, b) => Date.parse(b.Timestamp) - Date.parse(a.Timestamp))
    .slice(0, asked.most);
}

function fits(mail: Mail, { from, to, subject, url }: HuntedFor): boolean {
  const sender = mail.sender.toLowerCase();
  if (from !== undefined && !(from.includes('@') ? sender === from : isWithin(sender.split('@').at(-1) ?? '', from))) {
    return false;
  }
  if (to !== undefined && mail.recipientEmailAddress.toLowerCase() !== to.toLowerCase()) return false;
  if (subject !== undefined && !mail.subject.toLowerCase().includes(subject.toLowerCase())) return false;
  return url === undefined || mail.urls.some((link) => isWithin(new URL(link).hostname, url));
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

/** The tables have other words than the API that remediates [learn: EmailEvents]. */
const places: Readonly<Record<string, string>> = {
  inbox_folder: 'Inbox/Folder',
  junkFolder: 'Junk',
  deletedFolder: 'Deleted items',
  quarantine: 'Quarantine',
  onprem_external: 'On-premises/External',
  failed: 'Failed',
  dropped: 'Dropped',
};

function rowOf(networkMessageId: string, mails: readonly Mail[], locations: ReadonlyMap<string, string>) {
  const recipients = mails.map(({ recipientEmailAddress }) => recipientEmailAddress.toLowerCase());
  const where = mails.map(({ id, location }) => places[locations.get(id) ?? location] ?? '');
  const [first] = mails;
  return {
    NetworkMessageId: networkMessageId,
    Timestamp: new Date(Math.max(...mails.map(({ receivedAt }) => receivedAt))).toISOString(),
    SenderFromAddress: first?.sender ?? '',
    Subject: first?.subject ?? '',
    RecipientCount: recipients.length,
    Recipients: recipients.slice(0, 1_000).join(' '),
    Places: [...new Set(where)].slice(0, 10).join('|'),
  };
}
