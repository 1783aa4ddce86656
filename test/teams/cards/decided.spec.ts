import assert from 'node:assert/strict';
import { refusalCodes } from '../../../src/approval/remediation.ts';
import { remediatingStates } from '../../../src/approval/request.ts';
import { drawRequestCard } from '../../../src/teams/cards.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { style } from '../../cards/gallery.ts';
import {
  ana,
  batchWith,
  ben,
  campaign,
  expired,
  failed,
  rejected,
  stillUnclear,
  submitted,
  trackingLink,
  unclear,
  viewWith,
  waitsForLiveMode,
} from '../../cards/views.ts';
import { buttonsOn, buttonTitles, inputOn, linesOn, textOn } from '../../cards/walk.ts';

const draw = (view: RequestView) => drawRequestCard(view, style);
const refusedBatch = (code: (typeof refusalCodes)[number]) =>
  viewWith({
    state: 'failed',
    decisions: [ana],
    batches: [{ number: 1, state: 'refused', emailCount: 2, problem: { code, message: 'Words of Graph' } }],
  });

describe('the card after the decision', () => {
  for (const state of remediatingStates) {
    it(`names who approved, when and why, and cannot be decided again: ${state}`, () => {
      const card = draw(viewWith({ state, decisions: [ana, ben], batches: [batchWith()] }));

      assert.match(textOn(card), /Approved by ana_b@contoso\.com on Nov 20, 2026, 4:04 PM UTC\./);
      assert.match(textOn(card), /Reason: Known credential phish, reported by two people\./);
      assert.match(textOn(card), /Approved by ben@contoso\.com on Nov 20, 2026, 5:04 PM UTC\./);
      assert.equal(inputOn(card, 'reason'), undefined);
      assert.ok(!buttonTitles(card).some((title) => title === 'Approve' || title === 'Reject'));
    });
  }

  it('says submitted, and that this is no proof', () => {
    const text = textOn(draw(submitted));

    assert.match(text, /^Submitted to Microsoft Defender\nNot yet verified:/m);
    assert.doesNotMatch(text, /deleted|removed|was moved/i);
  });

  it('links to Action center', () => {
    const button = buttonsOn(draw(submitted)).find(({ title }) => title === 'Track in Action center');

    assert.equal(button?.['type'], 'Action.OpenUrl');
    assert.equal(button?.['url'], trackingLink);
  });

  it('gives each part its link, and the history for the rest', () => {
    const batches = Array.from({ length: 5 }, (_none, index) => batchWith({ number: index + 1, emailCount: 1000 }));

    const card = draw(viewWith({ state: 'submitted', emailCount: 5_000, decisions: [ana], batches }));

    assert.deepEqual(buttonTitles(card).slice(3, 6), [
      'Track part 1 in Action center',
      'Track part 2 in Action center',
      'Open Action center history',
    ]);
    assert.match(textOn(card), /3 more parts are in the Action center's history\./);
    assert.match(textOn(card), /5,000 of 5,000 emails submitted\./);
  });

  it('leads to the history and says so where Graph gave no link', () => {
    const { trackingLink: _link, ...batch } = batchWith();

    const card = draw(viewWith({ state: 'submitted', decisions: [ana], batches: [batch] }));

    assert.match(textOn(card), /gave no tracking link/);
    const history = buttonsOn(card).find(({ title }) => title === 'Open Action center history');
    assert.equal(history?.['url'], 'https://security.microsoft.com/action-center/history');
  });

  it('leads to the history of another cloud where one is given', () => {
    const { trackingLink: _link, ...batch } = batchWith();
    const actionCenterUrl = 'https://security.microsoft.us/action-center/history';

    const card = drawRequestCard(viewWith({ state: 'submitted', batches: [batch] }), { ...style, actionCenterUrl });

    assert.ok(buttonsOn(card).some(({ url }) => url === actionCenterUrl));
  });

  it('breaks macros in a tracking link', () => {
    const card = draw(
      viewWith({ state: 'submitted', batches: [batchWith({ trackingLink: 'https://a.example/?f={{DATE(x)}}"' })] }),
    );

    assert.ok(buttonsOn(card).some(({ url }) => url === 'https://a.example/?f=%7B%7BDATE%28x%29%7D%7D%22'));
  });

  it('says how far it is while parts wait, are unclear or were already submitted', () => {
    const batches = [
      batchWith({ number: 1, emailCount: 10 }),
      batchWith({ number: 2, emailCount: 20, state: 'duplicate' }),
      batchWith({ number: 3, emailCount: 1, state: 'unknown' }),
      batchWith({ number: 4, emailCount: 5, state: 'pending', waitsUntil: Date.UTC(2026, 10, 20, 18, 30) }),
    ];

    const text = textOn(draw(viewWith({ state: 'submitting', emailCount: 36, decisions: [ana], batches })));

    assert.match(text, /10 of 36 emails submitted\./);
    assert.match(text, /20 emails were already submitted earlier for the same action\./);
    assert.match(text, /^Submitting$/m);
    assert.match(text, /Unclear for 1 email: Microsoft Graph gave no clear answer\./);
    assert.match(text, /5 emails wait\. Next try: Nov 20, 2026, 6:30 PM UTC\./);
  });

  it('says why it waits, each reason with its next try', () => {
    const waits = (number: number, waitsBecause: 'busy' | 'duplicate', minute: number) =>
      batchWith({
        number,
        emailCount: number,
        state: 'pending',
        waitsBecause,
        waitsUntil: Date.UTC(2026, 10, 20, 18, minute),
      });
    const batches = [waits(1, 'duplicate', 40), waits(2, 'busy', 30), waits(3, 'busy', 20)];

    const lines = linesOn(draw(viewWith({ state: 'submitting', emailCount: 6, decisions: [ana], batches })));

    assert.ok(lines.includes('5 emails wait, because Microsoft Graph is busy. Next try: Nov 20, 2026, 6:20 PM UTC.'));
    assert.ok(
      lines.includes(
        '1 email waits, because another remediation of the same mail is under way. Next try: Nov 20, 2026, 6:40 PM UTC.',
      ),
    );
  });

  it('says what waits for live mode, where the service was started anew as a dry run', () => {
    const lines = linesOn(draw(waitsForLiveMode));

    assert.ok(
      lines.includes(
        '2 emails wait, because this service runs as a dry run now (REMEDIATION_MODE). They are submitted once it is live again.',
      ),
      lines.join('\n'),
    );
  });

  it('says that it is not clear yet, and what to do, where Graph never answered and nothing else is under way', () => {
    const batches = [batchWith({ number: 1 }), batchWith({ number: 2, emailCount: 3, state: 'unknown' })];

    for (const view of [unclear, viewWith({ state: 'submitting', emailCount: 5, decisions: [ana], batches })]) {
      const card = draw(view);
      assert.equal(linesOn(card)[1], 'Not clear yet');
      assert.doesNotMatch(textOn(card), /being submitted/);
      assert.match(textOn(card), /may or may not have taken the order\./);
      assert.match(textOn(card), /The mailboxes are checked before anything is sent again\./);
      assert.ok(buttonTitles(card).includes('Open Action center history'));
    }
    assert.doesNotMatch(textOn(draw(unclear)), /Unclear for/);
  });

  it('says how it is known that the order was taken, where no answer came', () => {
    const { trackingLink: _link, ...batch } = batchWith({ reconciled: true });
    const whole = textOn(draw(viewWith({ state: 'submitted', decisions: [ana], batches: [batch] })));
    const part = textOn(
      draw(viewWith({ state: 'submitted', decisions: [ana], batches: [batch, batchWith({ number: 2 })] })),
    );

    assert.match(whole, /answer never came, but the mailboxes show that the order was carried out\./);
    assert.doesNotMatch(whole, /Not yet verified/);
    assert.match(part, /For 2 emails the answer never came; the mailboxes show that the order was taken\./);
  });

  it('says when the mailboxes are looked at next', () => {
    assert.match(textOn(draw(unclear)), /The mailboxes are checked next on Nov 20, 2026, 5:04 PM UTC\./);
  });

  it('asks a person where the mailboxes do not show what happened, and says what each button does', () => {
    const card = draw(stillUnclear);

    assert.equal(linesOn(card)[1], 'Still not clear');
    assert.match(textOn(card), /A person has to decide\./);
    assert.match(textOn(card), /At the last check \(Nov 20, 2026, 5:04 PM UTC\): 1 moved, 1 not moved, 0 unknown\./);
    assert.match(textOn(card), /Check again looks at the mailboxes once more\. Send again sends the same order/);
    const titles = buttonTitles(card);
    assert.deepEqual(titles.slice(1, 4), ['Check again', 'Send again', 'Open Action center history']);
  });

  it('says plainly that the mail is still there, and how often it was sent', () => {
    const [batch] = stillUnclear.batches;
    assert.ok(batch);
    const lastLook = { at: stillUnclear.createdAt, moved: 0, unmoved: 2, silent: 0, unread: 0 };
    const text = textOn(draw({ ...stillUnclear, batches: [{ ...batch, calls: 4, lastLook }] }));

    assert.match(text, /the email is still where it was\. A person has to decide\./);
    assert.match(text, /It was sent 4 times, each time without a clear answer\./);
  });

  it('counts the batches of a campaign, and says what waits for a free place', () => {
    const text = textOn(draw(campaign));

    assert.match(text, /4 of 10 batches submitted\./);
    assert.match(text, /4,000 of 10,000 emails submitted\./);
    assert.match(text, /5,000 emails wait, because Microsoft Defender works on a limited number of remediations/);
    assert.match(text, /1,000 emails wait, because Microsoft Graph is busy\./);
  });

  it('does not call it unclear while other emails are under way', () => {
    for (const state of ['pending', 'calling'] as const) {
      const batches = [batchWith({ number: 1, state: 'unknown' }), batchWith({ number: 2, state })];
      const card = draw(viewWith({ state: 'submitting', emailCount: 4, decisions: [ana], batches }));
      assert.equal(linesOn(card)[1], 'Submitting');
      assert.ok(buttonTitles(card).includes('Open Action center history'));
    }
  });

  it('offers Refresh while something is under way, and not after the end', () => {
    assert.ok(buttonTitles(draw(submitted)).includes('Refresh'));
    assert.ok(!buttonTitles(draw(rejected)).includes('Refresh'));
  });

  it('offers Retry only where something failed, and says what it does', () => {
    assert.ok(buttonTitles(draw(failed)).includes('Retry'));
    const partly = draw({ ...failed, emailCount: 4, batches: [batchWith(), ...failed.batches] });
    assert.match(textOn(partly), /Retry on the card sends only what failed\./);
    assert.doesNotMatch(textOn(draw(failed)), /sends only what failed/);
    assert.ok(!buttonTitles(draw(submitted)).includes('Retry'));
  });

  const remedies: Record<(typeof refusalCodes)[number], RegExp> = {
    permission: /SecurityAnalyzedMessage\.ReadWrite\.All/,
    licence: /Defender for Office 365 Plan 2/,
    credential: /certificate, secret, or managed identity/,
    unresolvedEmail: /known only by their id/,
    badRequest: /did not accept the order/,
    overtaken: /another request has moved all of these emails, so nothing was put back\./,
    other: /refused the call/,
  };
  for (const code of refusalCodes) {
    it(`says what went wrong and what helps: ${code}`, () => {
      const text = textOn(draw(refusedBatch(code)));

      assert.match(text, remedies[code]);
      // About what other requests have moved since Graph was not asked.
      assert.equal(/Microsoft Graph said: Words of Graph/.test(text), code !== 'overtaken');
      assert.equal(buttonTitles(draw(refusedBatch(code))).includes('Retry'), code !== 'overtaken');
      assert.match(text, /^Failed\nNothing could be submitted/m);
    });
  }

  it('tells what succeeded beside what failed', () => {
    const batches = [
      batchWith({ emailCount: 1000 }),
      { ...batchWith({ number: 2, emailCount: 500 }), state: 'refused' as const },
    ];

    const text = textOn(draw(viewWith({ state: 'failed', emailCount: 1500, decisions: [ana], batches })));

    assert.match(text, /^Failed\nNot everything could be submitted/m);
    assert.match(text, /1,000 of 1,500 emails submitted\./);
    assert.match(text, /500 emails not submitted\./);
  });

  it('names who rejected it, why, and that nothing was done', () => {
    const text = textOn(draw(rejected));

    assert.match(text, /Rejected by ben@contoso\.com on Nov 20, 2026, 5:04 PM UTC\./);
    assert.match(text, /Reason: This is the real newsletter\./);
    assert.match(text, /Nothing was done/);
    assert.match(text, /What was asked for: Soft delete from 2 mailboxes\./);
  });

  it('says Expired where nobody decided in time', () => {
    assert.equal(linesOn(draw(expired))[1], 'Expired');
    assert.match(textOn(draw(expired)), /It could be decided until Nov 21, 2026, 3:04 PM UTC\./);
  });

  it('names who withdrew it', () => {
    const text = textOn(draw(viewWith({ state: 'withdrawn', withdrawnBy: 'ana_b@contoso.com' })));

    assert.match(text, /^Withdrawn\nNothing was done to the email\.\nWithdrawn by ana_b@contoso\.com/m);
  });

  it('never reads as if a dry run had sent anything', () => {
    const batches = [batchWith({ emailCount: 1 }), batchWith({ number: 2, emailCount: 1 })];

    const card = draw(viewWith({ ...submitted, batches, dryRun: true }));

    assert.match(textOn(card), /dry run/);
    assert.match(textOn(card), /^End of the dry run\nNothing was sent to Microsoft Graph/m);
    assert.doesNotMatch(`${textOn(card)} ${card['fallbackText']}`, /submitted/i);
    assert.ok(!buttonTitles(card).some((title) => title.includes('Action center')));
  });

  it('shows the newest of very many decisions and counts the others', () => {
    const decisions = Array.from({ length: 14 }, (_none, index) => ({ ...ben, upn: `p${index}@contoso.com` }));

    const text = textOn(draw(viewWith({ state: 'submitted', decisions })));

    assert.match(text, /Approved by p13@contoso\.com/);
    assert.match(text, /4 earlier decisions are not shown\./);
  });
});
