import type { Random } from '../sandbox/seeded.ts';
import type { GraphBehaviour, Tenant } from '../sandbox/tenant-types.ts';
import { times } from './plan.ts';

/** Every fault that the platform is known for, all at once, each in a share of the calls. */
export function haveBadDay({ graph, teams }: Tenant, random: Random): void {
  graph.moveAfter = times.moveAfter;
  graph.locationWords = 'odd';
  graph.pageSize = 2;
  graph.faults = {
    random: random.fork(),
    remediate: [
      { share: 0.04, of: { kind: 'status', status: 503, retryAfter: '1' } },
      { share: 0.01, of: { kind: 'status', status: 503 } },
      { share: 0.04, of: { kind: 'status', status: 429, retryAfter: '1' } },
      { share: 0.02, of: { kind: 'status', status: 500 } },
      { share: 0.02, of: { kind: 'status', status: 403 } },
      { share: 0.03, of: { kind: 'reset' } },
      { share: 0.06, of: acceptThen('reset') },
      { share: 0.05, of: acceptThen(504) },
      { share: 0.02, of: acceptThen(500) },
      { share: 0.03, of: { kind: 'late', ms: times.lateMs } },
      { share: 0.03, of: { kind: 'late', ms: times.lateMs, effect: 'last' } },
      { share: 0.03, of: { kind: 'accept', location: null } },
    ],
    read: [
      { share: 0.04, of: { kind: 'status', status: 429, retryAfter: '1' } },
      { share: 0.04, of: { kind: 'status', status: 503 } },
      { share: 0.02, of: { kind: 'status', status: 500 } },
      { share: 0.03, of: { kind: 'reset' } },
    ],
  };
  const refused = [
    { share: 0.03, of: { kind: 'status', status: 429, retryAfter: '1' } },
    { share: 0.02, of: { kind: 'status', status: 429 } },
    { share: 0.02, of: { kind: 'status', status: 412 } },
    { share: 0.01, of: { kind: 'status', status: 500 } },
    { share: 0.01, of: { kind: 'status', status: 502 } },
    { share: 0.01, of: { kind: 'status', status: 503 } },
    { share: 0.01, of: { kind: 'status', status: 504 } },
    { share: 0.02, of: { kind: 'reset' } },
    { share: 0.03, of: { kind: 'slow', ms: 150 } },
  ] as const;
  const done = [
    { share: 0.02, of: { kind: 'doneBut', answer: 'reset' } },
    { share: 0.01, of: { kind: 'doneBut', answer: 504 } },
  ] as const;
  teams.faults = {
    random: random.fork(),
    post: [...refused, ...done],
    reply: [...refused, ...done],
    update: [...refused, ...done],
    member: [
      { share: 0.02, of: { kind: 'status', status: 429, retryAfter: '1' } },
      { share: 0.02, of: { kind: 'status', status: 503 } },
      { share: 0.01, of: { kind: 'reset' } },
    ],
  };
}

export function haveGoodDay({ graph, teams }: Tenant): void {
  graph.faults = undefined;
  teams.faults = undefined;
}

function acceptThen(then: 500 | 504 | 'reset'): GraphBehaviour {
  return { kind: 'acceptThen', then };
}
