import { misspelt } from './analyzed-email.ts';
import { type Answer, graphError } from './answers.ts';
import type { ApiVersion, Contract } from './contract.ts';
import type { Mail, MailboxShelf } from './mailbox-shelf.ts';

export interface ReadOptions {
  readonly shelf: MailboxShelf;
  readonly contract: Contract;
  readonly version: ApiVersion;
  readonly pageSize: number;
  /** As the metadata spells them, or a new spelling with every read. */
  readonly locationWords: 'documented' | 'odd';
  /** Of the list itself, for `@odata.nextLink`. */
  readonly url: URL;
  violate(problem: string): void;
}

const taken = new Set(['startTime', 'endTime', '$filter', '$top', '$skiptoken', '$count']);

/** GET …/analyzedEmails. Times are mandatory in practice, and only networkMessageId can be filtered by. */
export function listEmails(options: ReadOptions): Answer {
  const { url, violate, shelf } = options;
  const unknown = [...url.searchParams.keys()].find((key) => !taken.has(key));
  if (unknown !== undefined) return refuse(`Query option '${unknown}' is not supported.`);
  const [start, end] = ['startTime', 'endTime'].map((key) => Date.parse(url.searchParams.get(key) ?? ''));
  if (!start || !end || start > end) return refuse('startTime and endTime are needed.');
  const message = messageOf(url.searchParams.get('$filter'));
  if (message === undefined) return refuse("Only networkMessageId eq '…' is supported in $filter.");

  const all = shelf.find(message ?? undefined, (mail) => mail.receivedAt >= start && mail.receivedAt <= end);
  const size = Math.min(Number(url.searchParams.get('$top') ?? options.pageSize), options.pageSize);
  const from = Number(url.searchParams.get('$skiptoken') ?? 0);
  const value = all.slice(from, from + size).map((mail) => shown(mail, options));
  const next = new URL(url);
  next.searchParams.set('$skiptoken', String(from + size));
  return {
    status: 200,
    body: {
      '@odata.context': `${url.origin}/${options.version}/$metadata#security/collaboration/analyzedEmails`,
      ...(url.searchParams.get('$count') === 'true' ? { '@odata.count': all.length } : {}),
      ...(from + size < all.length ? { '@odata.nextLink': next.href } : {}),
      value,
    },
  };

  function refuse(problem: string): Answer {
    violate(problem);
    return graphError(400, { message: problem });
  }
}

/** Null: no filter. Undefined: one that is not supported. */
function messageOf(filter: string | null): string | null | undefined {
  if (filter === null) return null;
  return /^networkMessageId eq '([\da-fA-F-]{36})'$/.exec(filter)?.[1];
}

export function getEmail(id: string, options: Omit<ReadOptions, 'pageSize'>): Answer {
  const mail = options.shelf.byId(id);
  return mail ? { status: 200, body: shown(mail, options) } : graphError(404);
}

let readsSoFar = 0;

function shown(mail: Mail, { shelf, contract, version, locationWords }: Omit<ReadOptions, 'pageSize'>): object {
  const email = shelf.show(mail);
  contract.assertEmails(version, [email]);
  readsSoFar += 1;
  return locationWords === 'odd' ? misspelt(email, readsSoFar) : email;
}
