import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { drawReplyCard, drawRequestCard } from '../../../src/teams/cards.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { deadlineViews } from '../../cards/deadline-views.ts';
import { style } from '../../cards/gallery.ts';
import { mentionsOn } from '../../cards/mentions.ts';
import { partlyApprovedViews, twoAwaited } from '../../cards/thread-views.ts';
import { expired, replyViews } from '../../cards/views.ts';
import { buttonsOn, buttonTitles, textOn } from '../../cards/walk.ts';

function calling(users: readonly string[], groups: { id: string; name?: string }[] = []): RequestView {
  const { reminded } = replyViews;
  assert.ok(reminded.waiting);
  return { ...reminded, waiting: { ...reminded.waiting, awaited: { users, groups } } };
}

describe('an open card', () => {
  const rows: readonly [keyof typeof deadlineViews, RegExp][] = [
    ['much time', /Decide within about 23 hours, before Nov 21, 2026, 3:04 PM UTC\. After that the request expires/],
    ['a quarter of an hour', /Decide within about 15 minutes, before/],
    ['no time', /Decide within a minute, before/],
  ];
  for (const [name, said] of rows) {
    it(`counts down in words: ${name}`, () => {
      assert.match(textOn(drawRequestCard(deadlineViews[name], style)), said);
    });
  }

  it('says when it was escalated, and to whom', () => {
    assert.match(
      textOn(drawRequestCard(deadlineViews.escalated, style)),
      /Escalated on Nov 20, 2026, 7:04 PM UTC to the group 66666666-0000-4000-8000-000000000000 and lea@contoso\.com: each/,
    );
    assert.doesNotMatch(textOn(drawRequestCard(deadlineViews['much time'], style)), /Escalated/);
  });
});

describe('an expired card', () => {
  it('offers to ask again, once', () => {
    assert.deepEqual(
      buttonsOn(drawRequestCard(expired, style)).flatMap(({ verb }) => verb ?? []),
      ['askAgain'],
    );
    const card = drawRequestCard(deadlineViews['asked again'], style);
    assert.deepEqual(
      buttonsOn(card).flatMap(({ verb }) => verb ?? []),
      ['open'],
    );
    assert.match(textOn(card), /ana_b@contoso\.com asked for it again with CS-C2VR6A, which has a card of its own\./);
  });

  it('says it once to whoever clicked', () => {
    const text = textOn(drawRequestCard(deadlineViews['just asked again'], style));
    assert.equal(text.split('asked for it again').length, 2);
  });

  it('does not offer it of an undo: that is asked for where it was before', () => {
    assert.ok(!buttonTitles(drawRequestCard(deadlineViews['expired undo'], style)).includes('Ask again'));
  });
});

describe('a withdrawn card', () => {
  it('says by whom, and offers nothing to decide', () => {
    const card = drawRequestCard(deadlineViews.withdrawn, style);
    assert.match(textOn(card), /Withdrawn by ana_b@contoso\.com, who had asked for it\./);
    assert.deepEqual(
      buttonsOn(card).flatMap(({ verb }) => verb ?? []),
      [],
    );
  });
});

describe('a reminder', () => {
  it('mentions people by what the policy calls them, and names groups', () => {
    const card = drawReplyCard('reminded', replyViews.reminded, style);

    assert.match(textOn(card), /^CS-7F3K2Q · Still waiting for a decision$/m);
    for (const { type, text, mentioned } of mentionsOn(card)) {
      assert.deepEqual([type, text, mentioned.name], ['mention', `<at>${mentioned.id}</at>`, mentioned.id]);
      assert.ok(textOn(card).includes(text));
    }
    assert.ok(mentionsOn(card).length > 0);
    assert.match(
      textOn(card),
      /^Waiting for anyone in SOC leads and the group 66666666-0000-4000-8000-000000000000\.$/m,
    );
  });

  it('mentions ten people at most, and counts the others', () => {
    const users = Array.from({ length: 25 }, (_, index) => `user${index}@contoso.com`);
    const card = drawReplyCard('reminded', calling(users), style);

    assert.equal(mentionsOn(card).length, 10);
    assert.match(textOn(card), /user9@contoso\.com<\/at>,? and 15 more\.$/m);
  });

  it('mentions nobody whose name could act as something else, and names them as text', () => {
    const odd = ['a*b*@contoso.com', '`x`@contoso.com'];
    const card = drawReplyCard('reminded', calling([...odd, 'ana@contoso.com']), style);

    assert.deepEqual(
      mentionsOn(card).map(({ mentioned }) => mentioned.id),
      ['ana@contoso.com'],
    );
    assert.match(textOn(card), /^Waiting for a\*b\*@contoso\.com and `x`@contoso\.com\.$/m);
  });

  it('breaks what the name of a group would do', () => {
    const card = drawReplyCard('reminded', calling([], [{ id: 'x', name: '<at>all</at> http://evil.example' }]), style);

    assert.doesNotMatch(textOn(card), /<at>|http:/);
    assert.deepEqual(mentionsOn(card), []);
  });

  it('of an escalation calls those to whom it was escalated', () => {
    const card = drawReplyCard('escalated', replyViews.escalated, style);

    assert.match(textOn(card), /^CS-7F3K2Q · Escalated: still waiting for a decision$/m);
    assert.deepEqual(
      mentionsOn(card).map(({ mentioned }) => mentioned.id),
      ['lea@contoso.com'],
    );
  });

  it('of an escalation does not hide that the approvers still may', () => {
    const text = textOn(drawReplyCard('escalated', replyViews.escalated, style));

    assert.match(text, /^Who may approve now as well: <at>lea@contoso\.com<\/at>\.$/m);
    assert.match(text, /^Nobody decided yet, so others may approve as well .* The approvers still may, too\./m);
    assert.doesNotMatch(text, /Waiting for/);
  });

  it('says how many are needed, and of whom', () => {
    assert.match(textOn(drawReplyCard('reminded', replyViews.reminded, style)), /^Needs 1 approval\.$/m);
    assert.match(
      textOn(drawReplyCard('reminded', twoAwaited, style)),
      /^Needs 2 approvals: one of the approvers and one of SOC leads\. Nobody counts twice\.$/m,
    );
  });

  for (const kind of ['reminded', 'escalated'] as const) {
    it(`does not say that nobody decided where somebody approved: ${kind}`, () => {
      const card = drawReplyCard(kind, partlyApprovedViews[kind], style);

      assert.doesNotMatch(JSON.stringify(card), /Nobody decided/);
      assert.match(textOn(card), /^1 of 2 approvals: Ana Baker .* Still needed: one of SOC leads\.$/m);
      assert.match(String(card['speak']), /approvals/);
    });
  }
});

describe('a request that too few approved', () => {
  it('expires saying so, on its card', () => {
    const card = drawRequestCard(partlyApprovedViews.expired, style);

    assert.doesNotMatch(JSON.stringify(card), /Nobody decided/);
    assert.match(textOn(card), /^Not enough people approved in time, so nothing was done to the email\.$/m);
    assert.match(textOn(card), /Approved by ana_b@contoso\.com on/);
  });

  it('expires saying so, in the thread', () => {
    const card = drawReplyCard('expired', partlyApprovedViews.expired, style);

    assert.equal(card['fallbackText'], 'CS-7F3K2Q: expired without enough approvals');
    assert.match(textOn(card), /^Not enough people approved in time, so nothing was done\. If it is still needed/m);
    assert.match(textOn(card), /^Approved by ana_b@contoso\.com\.$/m);
  });
});
