import assert from 'node:assert/strict';
import { refusalReasons } from '../../../src/approval/lifecycle.ts';
import { requestStates } from '../../../src/approval/request.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import { replyKinds } from '../../../src/workflow/reply-kind.ts';
import { replyViews, viewWith } from '../../cards/views.ts';

const words = wordsFor('en-US');

describe('a refusal', () => {
  for (const reason of refusalReasons) {
    it(`is whole sentences for one person, with and without a request: ${reason}`, () => {
      for (const facts of [{}, { requestId: 'CS-7F3K2Q' }]) {
        const sentence = words.refusalSentence(reason, facts);
        assert.match(sentence, /^[A-Z].{15,200}\.$/);
        assert.doesNotMatch(sentence, /undefined|\bmust\b|\bwrong\b|\binvalid\b|[*[\]]/);
      }
    });
  }

  it('differs for each reason', () => {
    const sentences = refusalReasons.map((reason) => words.refusalSentence(reason, { requestId: 'CS-7F3K2Q' }));

    assert.equal(new Set(sentences).size, refusalReasons.length);
  });

  const wishes = ['decide', 'see', 'request', 'moveAlerts', 'beApprover'] as const;
  for (const reason of ['guest', 'notAnApprover', 'notAMember', 'membershipUnknown'] as const) {
    it(`says what this person may not do, whatever they wanted: ${reason}`, () => {
      const sentences = wishes.map((wish) => words.refusalSentence(reason, { wish }));

      assert.equal(new Set(sentences).size, wishes.length);
      for (const sentence of sentences) assert.match(sentence, /^[A-Z].{15,200}\.$/);
      const [, ...others] = sentences;
      for (const sentence of others) assert.doesNotMatch(sentence, /decide/);
    });
  }

  it('leaves the requester what they can do', () => {
    assert.equal(
      words.refusalSentence('requesterMayNotApprove', { requestId: 'CS-7F3K2Q' }),
      'You asked for this yourself, so somebody else has to approve CS-7F3K2Q. You can still reject it.',
    );
  });

  it('names the request', () => {
    assert.match(words.refusalSentence('alreadyDecided', { requestId: 'CS-7F3K2Q' }), /CS-7F3K2Q/);
  });

  it('does not repeat what only looks like an id', () => {
    const sentence = words.refusalSentence('unknownRequest', { requestId: 'CS-[x](https://evil.example)' });

    assert.doesNotMatch(sentence, /evil|\[/);
  });
});

describe('a push notification', () => {
  const view = viewWith({ facts: { subject: 'SECRET', title: 'SECRET', sender: { address: 'SECRET@x.example' } } });

  for (const state of requestStates) {
    it(`names the request and holds no mail text: ${state}`, () => {
      const summary = words.summaryOf({ ...view, state });

      assert.match(summary, /CS-7F3K2Q/);
      assert.doesNotMatch(summary, /SECRET/);
    });
  }

  it('says the severity of what waits', () => {
    assert.equal(words.summaryOf(view), 'High severity: CS-7F3K2Q waits for a decision');
  });

  for (const kind of replyKinds) {
    it(`says what is new in the thread: ${kind}`, () => {
      assert.match(words.replySummary(kind, replyViews[kind]), /^CS-7F3K2Q: .{5,}/);
    });
  }

  it('says that it is not clear yet, and not that it is being submitted', () => {
    assert.equal(words.summaryOf(replyViews.unclear), 'CS-7F3K2Q: Not clear yet');
  });

  it('does not call a dry run submitted', () => {
    assert.doesNotMatch(words.replySummary('submitted', { ...view, dryRun: true }), /submitted/);
  });
});

describe('the catalogue', () => {
  for (const locale of [
    'en',
    'en-GB',
    'pt-BR',
    'xx',
    '',
    'not a tag',
    'en-US-u-ca-buddhist',
    '\u202e',
    'x'.repeat(999),
  ]) {
    it(`reads English for ${JSON.stringify(locale.slice(0, 30))}`, () => {
      assert.equal(wordsFor(locale).formats.language, 'en');
    });
  }

  it('makes one catalogue for a region, however a client spells the tag', () => {
    assert.equal(wordsFor('en-US'), wordsFor('EN-us-x-anything'));
    assert.equal(wordsFor('pt-BR'), wordsFor('en-US'));
    assert.equal(wordsFor('de'), wordsFor('DE-de'));
    assert.notEqual(wordsFor('de-AT'), wordsFor('de-DE'));
  });

  it('keeps a few regions, not each that a client could name', () => {
    const first = wordsFor('en-AA');
    assert.equal(wordsFor('en-AA'), first);
    for (let region = 100; region < 300; region += 1) wordsFor(`en-${region}`);

    assert.notEqual(wordsFor('en-AA'), first);
  });

  it('writes numbers and dates as the region does', () => {
    const at = Date.UTC(2026, 10, 20, 15, 4);

    assert.equal(wordsFor('en-GB').formats.time(at, 'UTC'), '20 Nov 2026, 15:04 UTC');
    assert.equal(wordsFor('en-US').formats.time(at, 'UTC'), 'Nov 20, 2026, 3:04 PM UTC');
    assert.equal(words.formats.number(10_000), '10,000');
  });

  it('writes them so in other languages, too', () => {
    const at = Date.UTC(2026, 0, 20, 15, 4);

    assert.equal(wordsFor('de').formats.time(at, 'Europe/Berlin'), '20. Jan. 2026, 16:04 MEZ');
    assert.equal(wordsFor('de-AT').formats.time(at, 'UTC'), '20. Jän. 2026, 15:04 UTC');
    assert.equal(wordsFor('de').formats.number(10_000), '10.000');
    assert.match(wordsFor('de-CH').formats.number(10_000), /^10['’]000$/);
  });

  it('is of the language, whatever its region', () => {
    for (const locale of ['de', 'de-AT', 'de-Latn-CH', 'DE-li']) {
      assert.equal(wordsFor(locale).formats.language, 'de');
      assert.equal(wordsFor(locale).state.expired, 'Abgelaufen');
    }
  });

  it('keeps a guest’s UPN as it is in a sentence with a number', () => {
    const sources = ['a#b'];

    assert.equal(words.fromSources({ sources, alertCount: 2 }), 'Reported by a#b (2 alerts).');
  });

  it('forms the plural by the number', () => {
    assert.equal(words.plan({ action: 'softDelete', mailboxCount: 1 }), 'Soft delete from 1 mailbox.');
    assert.equal(words.plan({ action: 'softDelete', mailboxCount: 0 }), 'Soft delete from 0 mailboxes.');
  });
});
