import assert from 'node:assert/strict';
import fc from 'fast-check';
import { requestStates } from '../../../src/approval/request.ts';
import { notProvenReasons } from '../../../src/approval/verification.ts';
import { languages } from '../../../src/languages.ts';
import {
  drawHistoryCard,
  drawPendingCard,
  drawRecipientsCard,
  drawRemovalDialog,
  drawReplyCard,
  drawRequestCard,
  drawWhoCanApproveCard,
} from '../../../src/teams/cards.ts';
import { recipientsOnPage } from '../../../src/workflow/page-of-recipients.ts';
import { replyKinds } from '../../../src/workflow/reply-kind.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { arbitraryView } from '../../cards/arbitrary-view.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { gallery, style, summaryWith } from '../../cards/gallery.ts';
import { fullOf } from '../../cards/hostile.ts';
import { pastWith } from '../../cards/list-views.ts';
import { ana, batchWith, viewWith } from '../../cards/views.ts';
import { textOn } from '../../cards/walk.ts';
import { aQuorum } from '../../support/builders.ts';

function assertSmall(card: Record<string, unknown>) {
  const json = JSON.stringify(card);
  assert.ok(Buffer.byteLength(json, 'utf8') < 25_000, `${Buffer.byteLength(json, 'utf8')} bytes of UTF-8`);
  assert.ok(Buffer.byteLength(json, 'utf16le') < 25_000, `${Buffer.byteLength(json, 'utf16le')} bytes of UTF-16`);
}

/** Everything at the limit of what the door takes, made of this character. */
function fullView(character: string): RequestView {
  const full = (length: number) => fullOf(character, length);
  const address = `${full(300)}@contoso.example`;
  const people = Array.from({ length: 1_000 }, (_none, index) => `${index}${address}`);
  const groups = Array.from({ length: 1_000 }, (_none, index) => `${index}${full(256)}`);
  const problem = { code: 'other', message: full(4_000) } as const;
  const trackingLink = `https://security.microsoft.com/${'x'.repeat(2_000)}`;
  const decisions = Array.from({ length: 10 }, () => ({ ...ana, upn: address, name: full(256), reason: full(1_000) }));
  const batches = Array.from({ length: 10_000 }, (_none, index) =>
    batchWith({
      number: index + 1,
      trackingLink,
      ...(index % 2 ? { state: 'refused', problem } : {}),
    }),
  );
  return viewWith({
    emailCount: 10_000,
    messageCount: 10_000,
    recipientCount: 10_000,
    recipients: Array.from({ length: 10_000 }, () => address),
    messageIds: Array.from({ length: 20 }, () => full(400)),
    facts: {
      title: full(256),
      description: full(4_000),
      subject: full(998),
      sender: { address: `${full(300)}@${full(20)}`, displayName: full(256) },
      receivedAt: full(64),
      threatTypes: Array.from({ length: 20 }, () => full(200)),
      urls: Array.from({ length: 200 }, () => full(2_048)),
      attachments: Array.from({ length: 100 }, () => ({ fileName: full(256), sha256: full(64) })),
      deliveryLocation: full(256),
      internetMessageId: full(998),
      link: `https://evil.example/${'x'.repeat(2_000)}`,
    },
    sources: Array.from({ length: 100 }, () => full(64)),
    alertCount: 10_000,
    senders: { first: Array.from({ length: 10 }, () => `${full(300)}@${full(20)}`), count: 10_000 },
    requestedBy: { upn: address, because: full(1_000) },
    quorum: aQuorum(people, {
      needed: 30,
      given: 10,
      missing: Array.from({ length: 10 }, (_none, index) => ({
        count: 2,
        from: { isApprovers: false, users: index % 2 ? people : [], groups },
      })),
      reasonRequired: true,
    }),
    decisions,
    voided: { at: ana.at, cause: 'changedOnCard', by: address, approvers: people },
    waiting: {
      timeLeft: { unit: 'days', value: 10_000 },
      awaited: { users: people, groups: groups.map((name) => ({ id: name, name })) },
      escalated: { at: ana.at, to: { users: people, groups: groups.map((name) => ({ id: name, name })) } },
    },
    withdrawnBy: address,
    batches,
    verification: {
      expected: 10_000,
      proven: 0,
      notProven: notProvenReasons.map((reason) => ({
        reason,
        count: 1_000,
        addresses: [0, 0, 1].map((index) => `${index}${address}`),
      })),
    },
    notice: 'alreadyDecided',
  });
}

describe('the size of a card', () => {
  const worst = [
    'x',
    '"',
    '\\',
    '\u202e',
    '\u0001',
    '\n',
    '.',
    'a.',
    '{',
    '😀',
    '👩‍👩‍👧‍👦',
    'ᄀ',
    '\u0301',
    '字',
    '\ud800',
  ];
  for (const character of worst) {
    it(`stays under 25 KB when everything is full of ${JSON.stringify(character)}`, () => {
      const full = fullView(character);
      for (const state of requestStates) {
        assertSmall(drawRequestCard({ ...full, state }, style));
      }
      assertSmall(drawWhoCanApproveCard(full, style));
      for (const kind of replyKinds) assertSmall(drawReplyCard(kind, full, style));
    }).timeout(30_000);
  }

  it('stays under 25 KB for a dialog, whatever somebody put into it', () => {
    for (const character of worst) {
      for (const locale of languages) {
        const text = fullOf(character, 20_000);
        const form = {
          messageIds: text,
          recipients: text,
          action: 'softDelete',
          severity: 'high',
          reason: text,
        } as const;
        const problem = { kind: 'unreadRecipient', unread: text } as const;
        assertSmall(drawRemovalDialog({ form, problem }, { ...style, locale }));
        const found = {
          messageIds: [text],
          recipients: Array.from({ length: 500 }, () => fullOf(character, 40)),
          severity: 'high',
          subject: text,
        } as const;
        const named = { messageIdsAreNamed: false, recipientsAreNamed: false };
        assertSmall(drawRemovalDialog({ form, found: { ...found, ...named } }, { ...style, locale }));
      }
    }
  });

  it('leaves a dialog room for all the words that a person may write', () => {
    const form = { messageIds: fullOf('a', 2_000), recipients: fullOf('a', 5_000), reason: fullOf('字', 1_000) };
    const problem = { kind: 'noRecipient' } as const;
    const dialog = drawRemovalDialog({ form: { ...form, action: 'softDelete', severity: 'high' }, problem }, style);

    for (const text of Object.values(form)) assert.ok(JSON.stringify(dialog).includes(`"${text}"`));
  });

  it('stays under 25 KB for anything', () => {
    fc.assert(
      fc.property(arbitraryView(), (view) => {
        for (const draw of [drawRequestCard, drawWhoCanApproveCard]) {
          const card = draw(view, style);
          assertSmall(card);
          assert.deepEqual(schemaProblems(card), []);
        }
      }),
      { numRuns: 300 },
    );
  }).timeout(30_000);

  it('stays under 25 KB for any reply', () => {
    fc.assert(
      fc.property(arbitraryView(), fc.constantFrom(...replyKinds), (view, kind) => {
        const card = drawReplyCard(kind, view, style);
        assertSmall(card);
        assert.deepEqual(schemaProblems(card), []);
      }),
      { numRuns: 300 },
    );
  }).timeout(30_000);

  it('stays under 25 KB for a list of 10,000 requests, and says how many there are', () => {
    const requests = Array.from({ length: 10_000 }, () => summaryWith());

    const card = drawPendingCard({ total: 10_000, offset: 0, requests }, style);

    assertSmall(card);
    assert.match(textOn(card), /10,000 requests wait for a decision/);
    assert.match(textOn(card), /Shown: 1 to 10 of 10,000/);
  });

  it('stays under 25 KB for a list of requests with subjects at the limit', () => {
    for (const character of ['x', '😀', '字', '\u0001']) {
      const summary = summaryWith({ subject: fullOf(character, 998), requestedBy: fullOf(character, 320) });
      assertSmall(
        drawPendingCard({ total: 10, offset: 0, requests: Array.from({ length: 10 }, () => summary) }, style),
      );
    }
  });

  it('stays under 25 KB for a history of twenty, and shows all of them, whatever their mails say', () => {
    for (const character of worst) {
      const past = pastWith({
        subject: fullOf(character, 998),
        requestedBy: fullOf(character, 320),
        decidedBy: [fullOf(character, 320), fullOf(character, 320), fullOf(character, 320), fullOf(character, 320)],
        undoneBy: 'CS-C2VR6A',
      });
      for (const length of [10, 20]) {
        const requests = Array.from({ length }, () => past);
        const card = drawHistoryCard({ requests, offset: 0, nextCommand: 'history 20 page 2' }, style);
        assertSmall(card);
        assert.equal(textOn(card).match(/CS-7F3K2Q/g)?.length, length, character);
      }
    }
  }).timeout(30_000);

  it('stays under 25 KB for a page of recipients, each of another message, and names all of them', () => {
    for (const character of worst) {
      const messages = Array.from({ length: recipientsOnPage }, () => ({
        messageId: '73ca4154-58d8-43d0-a890-08dc18c52e6d',
        recipients: [{ name: fullOf(character, 512), standing: 'onPremises' as const }],
      }));
      const card = drawRecipientsCard(viewWith(), { page: 2, pages: 334, offset: 30, total: 10_000, messages }, style);
      assertSmall(card);
      assert.equal(textOn(card).match(/on-premises/g)?.length, recipientsOnPage, character);
    }
  }).timeout(30_000);

  it('is far from the limit for an ordinary request', () => {
    const requests = [...gallery()].filter(([name]) => !/stats|history|recipients|found mail/.test(name));
    for (const [name, card] of requests) assert.ok(JSON.stringify(card).length < 8_000, name);
  });

  it('keeps the whole reason of a rejection', () => {
    const reason = 'No phish. '.repeat(100).trim();

    const card = drawRequestCard(
      viewWith({ state: 'rejected', decisions: [{ ...ana, verdict: 'reject', reason }] }),
      style,
    );

    assert.ok(textOn(card).includes(reason));
  });
});
