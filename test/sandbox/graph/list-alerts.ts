/** GET /security/alerts_v2 of the stand-in: the part of $filter that is sent, pages, and the contract's own shape. */
import type { GraphCall } from '../tenant-types.ts';
import type { AlertRecord, AlertsFault, AlertsSide } from './alerts-types.ts';
import { type Answer, graphError } from './answers.ts';
import type { CallGuard, Recorded } from './call-guard.ts';
import { loadContract } from './contract.ts';

interface AlertsPorts {
  readonly guard: CallGuard;
  untilLate(ms: number): Promise<void>;
}

interface AlertsPart {
  readonly side: AlertsSide;
  isAskedBy(call: Recorded): boolean;
  answer(call: Recorded, url: URL): Promise<Answer | 'reset'>;
}

const roles = ['SecurityAlert.Read.All', 'SecurityAlert.ReadWrite.All'];
/** The page has no more; $orderby is not among them. */
const taken = new Set(['$count', '$filter', '$skip', '$top']);

export function createAlertsPart({ guard, untilLate }: AlertsPorts): AlertsPart {
  const contract = loadContract();
  const kept = new Map<string, AlertRecord>();
  const calls: (GraphCall & { query: Record<string, string> })[] = [];
  const script: AlertsFault[] = [];
  const side: AlertsSide = {
    calls,
    add: (...alerts) => {
      for (const alert of alerts) kept.set(alert.id, { ...usual, ...alert });
    },
    pageSize: 100,
    next: (...faults) => void script.push(...faults),
    standing: undefined,
    anything: false,
  };

  function list(call: Recorded, url: URL): Answer {
    const unknown = [...url.searchParams.keys()].find((key) => !taken.has(key));
    if (unknown !== undefined) return guard.violate(400, `Query option '${unknown}' is not supported.`);
    const fits = readFilter(url.searchParams.get('$filter') ?? '');
    if (!fits) return guard.violate(400, 'This $filter is not the one that is sent');
    const all = [...kept.values()].filter(fits).toSorted((a, b) => changedAt(b) - changedAt(a));
    const size = Math.min(Number(url.searchParams.get('$top') ?? side.pageSize), side.pageSize);
    const from = Number(url.searchParams.get('$skip') ?? 0);
    const next = new URL(url);
    next.searchParams.set('$skip', String(from + size));
    const body = {
      '@odata.context': `${url.origin}/${call.version}/$metadata#security/alerts_v2`,
      ...(from + size < all.length ? { '@odata.nextLink': next.href } : {}),
      value: all.slice(from, from + size),
    };
    if (!side.anything) contract.assertAlerts(call.version, body);
    return { status: 200, body };
  }

  return {
    side,
    isAskedBy: ({ path, method }) => method === 'GET' && path.toLowerCase() === '/security/alerts_v2',
    async answer(call, url) {
      calls.push(Object.assign(call, { query: Object.fromEntries(url.searchParams) }));
      const fault = script.shift() ?? side.standing;
      if (fault?.kind === 'reset') return 'reset';
      if (fault?.kind === 'late') await untilLate(fault.ms);
      const refusal = await guard.refuseToken(call, roles);
      if (refusal) return refusal;
      if (fault?.kind === 'status') return graphError(fault.status, fault);
      if (fault?.kind === 'garbage') return { status: 200, body: fault.body, headers: fault.headers ?? {} };
      const answer = list(call, url);
      if (fault?.kind !== 'nextLink') return answer;
      return { ...answer, body: { ...(answer.body as object), '@odata.nextLink': fault.link } };
    },
  };
}

const usual = { severity: 'medium', status: 'new', serviceSource: 'microsoftDefenderForOffice365' };

function changedAt({ lastUpdateDateTime }: AlertRecord): number {
  return Date.parse(String(lastUpdateDateTime));
}

const filter = /^serviceSource eq '(\w+)' and lastUpdateDateTime ge (\S+Z)(?: and lastUpdateDateTime lt (\S+Z))?$/;

function readFilter(text: string): ((alert: AlertRecord) => boolean) | undefined {
  const [, service, from, to] = filter.exec(text) ?? [];
  if (service === undefined || Number.isNaN(Date.parse(from ?? ''))) return undefined;
  const end = to === undefined ? Number.POSITIVE_INFINITY : Date.parse(to);
  if (Number.isNaN(end)) return undefined;
  return (alert) =>
    alert['serviceSource'] === service && changedAt(alert) >= Date.parse(from ?? '') && changedAt(alert) < end;
}
