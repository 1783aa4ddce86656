import assert from 'node:assert/strict';
import { revisionCauses } from '../../../src/approval/request.ts';
import { drawRequestCard, drawWhoCanApproveCard } from '../../../src/teams/cards.ts';
import type { PeopleView, QuorumView, RequestView } from '../../../src/workflow/request-view.ts';
import { style } from '../../cards/gallery.ts';
import {
  ana,
  approved,
  approvedInVain,
  ben,
  changed,
  partlyApproved,
  rejected,
  socLeads,
  twoNeeded,
  viewWith,
} from '../../cards/views.ts';
import { inputOn, linesOn, stringsIn, textOn } from '../../cards/walk.ts';
import { aQuorum } from '../../support/builders.ts';

const linesFor = (changes: Partial<RequestView>) => linesOn(drawRequestCard(viewWith(changes), style));
const people = (users: readonly string[], groups: readonly string[] = []): PeopleView => ({
  isApprovers: false,
  users,
  groups,
});
const approvers: PeopleView = { isApprovers: true, users: ['ana_b@contoso.com', 'ben@contoso.com'], groups: [] };
const tenUsers = Array.from({ length: 10 }, (_none, index) => `lea_${index}@contoso.com`);

describe('what an open card says of approvals', () => {
  const needs: readonly [case_: string, needed: number, missing: QuorumView['missing'], sentence: string][] = [
    ['one approver', 1, [{ count: 1, from: approvers }], 'Needs 1 approval.'],
    [
      'two approvers',
      2,
      [{ count: 2, from: approvers }],
      'Needs 2 approvals: two of the approvers. Nobody counts twice.',
    ],
    ['seven', 7, [{ count: 7, from: approvers }], 'Needs 7 approvals: 7 of the approvers. Nobody counts twice.'],
    ['a lead', 1, [{ count: 1, from: socLeads }], 'Needs 1 approval: one of SOC leads.'],
    ['a certain person', 1, [{ count: 1, from: people(['lea@contoso.com']) }], 'Needs 1 approval: lea@contoso.com.'],
    [
      'an approver and a lead',
      2,
      twoNeeded.quorum.missing,
      'Needs 2 approvals: one of the approvers and one of SOC leads. Nobody counts twice.',
    ],
    [
      'one of two people, and two of three groups',
      3,
      [
        { count: 1, from: people(['lea@contoso.com', 'max@contoso.com']) },
        { count: 2, from: people([], ['SOC leads', 'Legal', 'Board']) },
      ],
      'Needs 3 approvals: one of lea@contoso.com and max@contoso.com; and two of SOC leads, Legal, and Board. Nobody counts twice.',
    ],
    [
      'one of ten people or a group',
      1,
      [{ count: 1, from: people(tenUsers, ['SOC leads']) }],
      'Needs 1 approval: one of lea_0@contoso.com, lea_1@contoso.com, lea_2@contoso.com, lea_3@contoso.com, anyone in SOC leads, and 6 more.',
    ],
    [
      'two rules that one person may meet both',
      2,
      [
        { count: 2, from: approvers },
        { count: 1, from: socLeads },
      ],
      'Needs at least 2 approvals: two of the approvers and one of SOC leads. Whoever belongs to several of these counts for each.',
    ],
    [
      'more rules than fit',
      9,
      Array.from({ length: 9 }, (_none, index) => ({ count: 1, from: people([], [`Group ${index}`]) })),
      'Needs 9 approvals: one of Group 0, one of Group 1, one of Group 2, one of Group 3, one of Group 4, and 4 more. Nobody counts twice.',
    ],
    [
      'nobody but the requester',
      1,
      [{ count: 1, from: people([]) }],
      'Needs 1 approval: one besides the requester (the approver policy names nobody else).',
    ],
  ];
  for (const [case_, needed, missing, sentence] of needs) {
    it(`names whom it needs before anybody approved: ${case_}`, () => {
      const lines = linesFor({ quorum: aQuorum(approvers.users, { needed, missing }) });

      assert.ok(lines.includes(sentence), lines.join('\n'));
    });
  }

  it('names who approved, when and why, and who is still needed', () => {
    const lines = linesOn(drawRequestCard(partlyApproved, style));

    const at = lines.indexOf(
      '1 of 2 approvals: Ana Baker (ana_b@contoso.com), 4:04 PM UTC. Still needed: one of SOC leads.',
    );
    assert.notEqual(at, -1, lines.join('\n'));
    assert.equal(lines[at + 1], 'Reason: Known credential phish, reported by two people.');
  });

  it('tells the day of an approval that came on another day than the request', () => {
    const late = { ...ana, at: ana.at + 9 * 3_600_000 };
    const card = drawRequestCard({ ...partlyApproved, decisions: [late] }, style);

    assert.match(textOn(card), /1 of 2 approvals: Ana Baker \(ana_b@contoso\.com\), Nov 21, 2026, 1:04 AM UTC\. Still/);
  });

  it('tells several approvals and their reasons apart', () => {
    const quorum = { ...approved(ana, ben).quorum, needed: 3, missing: [{ count: 1, from: approvers }] };
    const lines = linesFor({ state: 'partiallyApproved', ...approved(ana, ben), quorum });

    assert.ok(
      lines.includes(
        '2 of 3 approvals: Ana Baker (ana_b@contoso.com), 4:04 PM UTC; and Ben Ode (ben@contoso.com), 5:04 PM UTC. Still needed: one of the approvers.',
      ),
      lines.join('\n'),
    );
    assert.ok(lines.includes('Reason of ana_b@contoso.com: Known credential phish, reported by two people.'));
  });

  it('counts the earlier approvals that do not fit', () => {
    const decisions = Array.from({ length: 12 }, () => ({ ...ben }));
    const quorum = aQuorum([], { needed: 13, given: 12, missing: [{ count: 1, from: approvers }] });

    const text = textOn(drawRequestCard(viewWith({ state: 'partiallyApproved', decisions, quorum }), style));

    assert.match(text, /^12 of 13 approvals: (Ben Ode \(ben@contoso\.com\), 5:04 PM UTC; ){10}and 2 earlier\. Still/m);
  });

  it('says that the next approval is enough where the policy was loosened after the first', () => {
    const text = textOn(drawRequestCard(viewWith({ state: 'partiallyApproved', ...approved(ana) }), style));

    assert.match(text, /^1 of 1 approval: Ana Baker .* asks for nobody else; the next approval carries it out\.$/m);
    assert.match(text, /^Who may approve now: ben@contoso\.com$/m);
  });

  it('lists everybody who may approve: approvers, and whom a rule names, each once', () => {
    const missing = [
      { count: 1, from: approvers },
      { count: 1, from: people(['BEN@contoso.com', 'lea@contoso.com'], ['SOC leads']) },
    ];
    const lines = linesFor({ quorum: aQuorum(approvers.users, { needed: 2, missing }) });

    const who = lines.find((line) => line.startsWith('Who may approve: '));
    assert.equal(
      who?.toLowerCase(),
      'who may approve: ana_b@contoso.com, ben@contoso.com, lea@contoso.com, and anyone in soc leads',
    );
  });

  it('lists, once somebody approved, only who can still fill a seat', () => {
    const missing = [{ count: 1, from: people(['ANA_B@contoso.com', 'lea@contoso.com'], ['SOC leads']) }];
    const quorum = aQuorum(approvers.users, { needed: 2, given: 1, missing });
    const lines = linesFor({ state: 'partiallyApproved', decisions: [ana], quorum });

    assert.ok(lines.includes('Who may approve now: lea@contoso.com and anyone in SOC leads'), lines.join('\n'));
  });

  it('lists nobody where all who are named have approved', () => {
    const quorum = aQuorum([ana.upn], { missing: [{ count: 1, from: people([ana.upn]) }] });

    const text = linesFor({ state: 'partiallyApproved', decisions: [{ ...ana, fillsNoSeat: true }], quorum }).join(
      '\n',
    );

    assert.doesNotMatch(text, /Who may approve/);
  });

  it('shows an approval that fills no seat as such, with its reason', () => {
    const decisions = [ana, { ...ben, reason: 'Seen it too.', fillsNoSeat: true as const }];
    const lines = linesOn(drawRequestCard({ ...approvedInVain, decisions }, style));

    const at = lines.indexOf(
      '1 of 2 approvals: Ana Baker (ana_b@contoso.com), 4:04 PM UTC. Still needed: one of SOC leads.',
    );
    assert.notEqual(at, -1, lines.join('\n'));
    assert.deepEqual(lines.slice(at + 1, at + 6), [
      'Some recipients could not be looked up, so the stricter rule is taken.',
      'Also approved: Ben Ode (ben@contoso.com), 5:04 PM UTC. Somebody else is needed.',
      'Reason of ana_b@contoso.com: Known credential phish, reported by two people.',
      'Reason of ben@contoso.com: Seen it too.',
      'Who may approve now: anyone in SOC leads',
    ]);
  });

  it('names what is needed where nobody who approved fills a seat', () => {
    const quorum = aQuorum(approvers.users, { missing: [{ count: 1, from: socLeads }] });
    const decisions = [{ ...ben, fillsNoSeat: true as const }];
    const lines = linesFor({ state: 'partiallyApproved', decisions, quorum });

    assert.ok(lines.includes('Needs 1 approval: one of SOC leads.'), lines.join('\n'));
    assert.ok(lines.includes('Approved: Ben Ode (ben@contoso.com), 5:04 PM UTC. Somebody else is needed.'));
  });

  it('says what to do about an approval without the reason that a changed policy asks for', () => {
    const quorum = aQuorum(approvers.users, { missing: [{ count: 1, from: approvers }], reasonRequired: true });
    const decisions = [{ ...ben, fillsNoSeat: true as const }];
    const text = linesFor({ state: 'partiallyApproved', decisions, quorum }).join('\n');

    assert.match(
      text,
      /^Approved without the reason that is needed by now: Ben Ode .*, 5:04 PM UTC\. To count, such an approval has to be taken back and given again with a reason\.$/m,
    );
    assert.doesNotMatch(text, /Somebody else/);
  });

  it('says that a rule is taken because recipients could not be looked up, and only then', () => {
    const unknown = 'Some recipients could not be looked up, so the stricter rule is taken.';
    const lines = (isAssumed: boolean) => linesFor({ quorum: aQuorum(approvers.users, { isAssumed }) });

    assert.ok(lines(true).includes(unknown));
    assert.ok(!lines(false).includes(unknown));
  });

  it('says when a reason is needed beside what is needed', () => {
    const card = drawRequestCard(partlyApproved, style);

    assert.equal(inputOn(card, 'reason')?.['label'], 'Reason (needed to approve and to reject)');
  });

  it('shows names of people and groups as text, whatever they hold', () => {
    const group = 'SOC {{DATE(2026-01-02T03:04:05Z)}} http://evil.example';
    const decisions = [{ ...ana, name: '<at>Ben</at>\u202e www.evil.example', upn: 'ana\u200b@contoso.com' }];
    const quorum = aQuorum([], { needed: 2, given: 1, missing: [{ count: 1, from: people([], [group]) }] });

    for (const draw of [drawRequestCard, drawWhoCanApproveCard]) {
      const text = stringsIn(draw(viewWith({ state: 'partiallyApproved', decisions, quorum }), style)).join('\n');
      assert.match(text, /‹at>Ben‹\/at>⟦U\+202E⟧ www\[\.\]evil\[\.\]example \(ana⟦U\+200B⟧@contoso\.com\)/);
      assert.match(text, /one of SOC \{ \{DATE.* hxxp:\/\/evil\[\.\]example/);
    }
  });
});

describe('a card whose content changed after an approval', () => {
  it('says who changed it, when, and whose approval no longer counts', () => {
    const lines = linesOn(drawRequestCard(changed, style));

    const sentence =
      'Changed by ben@contoso.com (5:04 PM UTC): the earlier approval by ana_b@contoso.com no longer counts.';
    assert.ok(lines.includes(sentence), lines.join('\n'));
    assert.ok(lines.some((line) => line.startsWith('1 of 2 approvals: Ben Ode (ben@contoso.com)')));
    assert.doesNotMatch(textOn(drawRequestCard(changed, style)), /Ana Baker/);
  });

  it('says it beside the line for whoever clicked the old card', () => {
    const text = textOn(drawRequestCard({ ...changed, notice: 'staleRevision' }, style));

    assert.match(text, /changed after you opened it, so your click was not counted\. Check it, then decide again\./);
    assert.match(text, /the earlier approval by ana_b@contoso\.com no longer counts\./);
  });

  const at = ana.at;
  for (const cause of revisionCauses) {
    it(`says why: ${cause}`, () => {
      const tell = (dryRun: boolean) =>
        linesFor({ dryRun, voided: { at, cause, approvers: ['a@x.example', 'b@x.example'] } }).find((line) =>
          line.startsWith('Changed '),
        ) ?? '';

      assert.match(
        tell(false),
        /^Changed .{5,60} \(4:04 PM UTC\): the earlier approvals by a@x\.example and b@x\.example no longer count\.$/,
      );
      assert.equal(tell(true) !== tell(false), cause === 'modeChanged');
    });
  }

  it('says nothing of approvals where there had been none', () => {
    assert.doesNotMatch(linesFor({ voided: { at, cause: 'joined', approvers: [] } }).join('\n'), /no longer count/);
  });
});

describe('the card of somebody whose click came second', () => {
  it('says that it was decided, by whom, when and why, where it was rejected', () => {
    const lines = linesOn(drawRequestCard({ ...rejected, notice: 'alreadyDecided' }, style));

    assert.ok(lines.includes('This request was already decided, as you see here. Your click changed nothing.'));
    assert.ok(lines.includes('Rejected by ben@contoso.com on Nov 20, 2026, 5:04 PM UTC.'));
    assert.ok(lines.includes('Reason: This is the real newsletter.'));
  });

  it('names every approver where it was approved', () => {
    const view = viewWith({ state: 'submitting', ...approved(ana, ben), notice: 'alreadyDecided' });
    const lines = linesOn(drawRequestCard(view, style));

    assert.ok(lines.includes('This request was already decided, as you see here. Your click changed nothing.'));
    assert.ok(lines.includes('Approved by ana_b@contoso.com on Nov 20, 2026, 4:04 PM UTC.'));
    assert.ok(lines.includes('Approved by ben@contoso.com on Nov 20, 2026, 5:04 PM UTC.'));
  });
});

describe('the answer to "who can approve"', () => {
  it('says what an open request still needs, of whom, and until when', () => {
    assert.deepEqual(linesOn(drawWhoCanApproveCard(partlyApproved, style)), [
      'Who can approve CS-7F3K2Q',
      '1 of 2 approvals: Ana Baker (ana_b@contoso.com), 4:04 PM UTC. Still needed: one of SOC leads.',
      'Reason: Known credential phish, reported by two people.',
      'Who may approve now: anyone in SOC leads',
      'Decide before Nov 21, 2026, 3:04 PM UTC. After that the request expires and nothing is done.',
    ]);
  });

  it('names the requester, who is not among those who may', () => {
    const view = viewWith({ requestedBy: { upn: 'ana_b@contoso.com' }, quorum: aQuorum(['ben@contoso.com']) });
    const lines = linesOn(drawWhoCanApproveCard(view, style));

    assert.ok(lines.includes('Who may approve: ben@contoso.com'));
    assert.ok(lines.includes('Requested by ana_b@contoso.com.'));
  });

  it('says of a decided request who decided it', () => {
    assert.deepEqual(linesOn(drawWhoCanApproveCard(rejected, style)), [
      'Who can approve CS-7F3K2Q',
      "It waits for nobody's approval any more: Rejected.",
      'Rejected by ben@contoso.com on Nov 20, 2026, 5:04 PM UTC.',
      'Reason: This is the real newsletter.',
    ]);
  });

  it('holds nothing of the mail', () => {
    const card = drawWhoCanApproveCard(viewWith({ facts: { subject: 'SECRET', title: 'SECRET' } }), style);

    assert.doesNotMatch(JSON.stringify(card), /SECRET|mia_k/);
  });
});
