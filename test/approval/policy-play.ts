/** Clicks on a request under a policy: weighed by policy and quorum, moved by the lifecycle, without store and workflow. */
import fc from 'fast-check';
import { approvalsOf, type LifecycleEvent, transition } from '../../src/approval/lifecycle.ts';
import {
  type Memberships,
  type Policy,
  type PolicySubject,
  whyNotApprove,
  whyNotReject,
} from '../../src/approval/policy.ts';
import { contentOf, policySubject, type RecipientDirectory } from '../../src/approval/policy-subject.ts';
import { quorumOf } from '../../src/approval/quorum.ts';
import {
  type ApprovalRequest,
  type Decision,
  isOpen,
  type Origin,
  type Person,
  type RevisionContent,
} from '../../src/approval/request.ts';
import { sameContent } from '../../src/approval/revision.ts';
import { parsed } from './policy-files.ts';
import { anyContent, everybody, type Groups, groupIds, isVip, mailboxes, type PolicyFile } from './policy-reading.ts';
import { aRevision, deepFrozen, email, now, pending } from './samples.ts';

export interface World {
  readonly policy: Policy;
  readonly groupsOf: Memberships;
  request: ApprovalRequest;
  recipients: readonly string[];
}

export interface Move {
  readonly kind: 'approve' | 'reject' | 'revoke' | 'join';
  readonly by: Person;
  /** What is chosen on the card; undefined: what it holds. */
  readonly content: RevisionContent | undefined;
  /** From an old card. */
  readonly isStale: boolean;
  /** Of the email that joins. */
  readonly mailbox: string;
}

export const anyMove: fc.Arbitrary<Move> = fc.record({
  kind: fc.constantFrom<Move['kind']>(
    'approve',
    'approve',
    'approve',
    'approve',
    'approve',
    'reject',
    'revoke',
    'join',
  ),
  by: fc.constantFrom(...everybody),
  content: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyContent }),
  isStale: fc.integer({ min: 0, max: 9 }).map((digit) => digit === 0),
  mailbox: fc.constantFrom(...mailboxes),
});

export const byAlert: Origin = { kind: 'alert', source: 'mailgate' };

export function aWorld(file: PolicyFile, groups: Groups, origin: Origin): World {
  const recipients = ['hannah'];
  const content = { action: 'softDelete', severity: 'low', remediateSendersCopy: false } as const;
  const request = pending({ origin, revision: aRevision({ content, emails: recipients.map((one) => email(one)) }) });
  const groupsOf: Memberships = ({ objectId }) => groups.get(objectId) ?? new Set();
  return { policy: parsed(file), groupsOf, request, recipients };
}

const directory: RecipientDirectory = {
  groupsOf: (address) => new Set(groupIds.filter((id) => isVip(address, id))),
  addressesOf: () => new Set(),
};

export function subjectOf({ recipients }: Pick<World, 'recipients'>, content: RevisionContent): PolicySubject {
  // Every revision stands for itself here: what was high once does not stay high.
  const revision = aRevision({ content, emails: recipients.map((one) => email(one)) });
  return policySubject(
    revision,
    recipients.map((one) => email(one)),
    directory,
  );
}

export function play(world: World, move: Move): void {
  switch (move.kind) {
    case 'approve':
      approve(world, move);
      break;
    case 'reject':
      reject(world, move);
      break;
    case 'revoke':
      happen(world, { kind: 'revoked', by: move.by, at: now });
      break;
    case 'join':
      join(world, move.mailbox);
  }
}

/** Who, then on what, then how many: as the workflow weighs a click. */
function approve(world: World, move: Move): void {
  const content = move.content ?? contentOf(world.request);
  const subject = subjectOf(world, content);
  const { policy, groupsOf } = world;
  const { origin } = world.request;
  if (whyNotApprove(policy, subject, move.by, origin, groupsOf)) return;
  if (!move.isStale && !sameContent(content, contentOf(world.request))) revise(world, content);
  const approvers = [...approvalsOf(world.request).map(({ by }) => by), move.by];
  const { isMet } = quorumOf(policy, subject, approvers, groupsOf, origin);
  happen(world, { kind: 'approved', decision: decisionOf(world, move), quorumMet: isMet || move.isStale });
}

function reject(world: World, move: Move): void {
  const subject = subjectOf(world, contentOf(world.request));
  if (whyNotReject(world.policy, subject, move.by, world.groupsOf)) return;
  happen(world, { kind: 'rejected', decision: decisionOf(world, move) });
}

function join(world: World, mailbox: string): void {
  if (!isOpen(world.request)) return;
  world.recipients = [...new Set([...world.recipients, mailbox])];
  revise(world, contentOf(world.request));
}

function revise(world: World, content: RevisionContent): void {
  const emails = world.recipients.map((one) => email(one));
  const revision = aRevision({ number: world.request.revision.number + 1, createdAt: now, content, emails });
  happen(world, { kind: 'revised', revision, cause: 'joined' });
}

function decisionOf({ request }: World, { kind, by, isStale }: Move): Decision {
  const { number, contentHash } = request.revision;
  const verdict = kind === 'reject' ? 'reject' : 'approve';
  return { verdict, by, at: now, reason: 'why', revision: number - (isStale ? 1 : 0), contentHash, policyHash: 'hash' };
}

function happen(world: World, event: LifecycleEvent): void {
  const next = transition(world.request, deepFrozen(event));
  if (next.kind === 'moved') world.request = next.request;
}
