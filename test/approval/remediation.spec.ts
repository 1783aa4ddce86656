import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  asciiText,
  type Batch,
  type BatchState,
  batchStates,
  outcomeOf,
  planBatches,
  remediationOrder,
  retryDelay,
} from '../../src/approval/remediation.ts';
import { isRemediating, type RemediatingRequest } from '../../src/approval/request.ts';
import { ana, ben } from '../support/people.ts';
import { aDecision, aRevision, email, inState, twoEmails } from './samples.ts';

const printable = /^[\x20-\x7e]*$/;

describe('planning batches', () => {
  const table: [number, number, number[]][] = [
    [0, 10, []],
    [1, 10, [1]],
    [10, 10, [10]],
    [11, 10, [10, 1]],
    [3, 1, [1, 1, 1]],
    [2_500, 1_000, [1_000, 1_000, 500]],
  ];
  for (const [count, size, sizes] of table) {
    it(`makes ${JSON.stringify(sizes)} of ${count} emails, ${size} a call`, () => {
      const emails = Array.from({ length: count }, (_, index) => email(`user${index}`));
      const planned = planBatches(emails, size);
      assert.deepEqual(
        planned.map(({ batch }) => batch),
        sizes.map((emailCount, index) => ({ number: index + 1, state: 'pending', emailCount, attempts: 0 })),
      );
    });
  }

  it('sends every email once, in the order given, and never more than may be in one call', () => {
    fc.assert(
      fc.property(fc.nat({ max: 300 }), fc.integer({ min: 1, max: 50 }), (count, size) => {
        const emails = Array.from({ length: count }, (_, index) => email(`user${index}`));
        const planned = planBatches(emails, size);
        assert.deepEqual(
          planned.flatMap((one) => one.emails),
          emails,
        );
        for (const { batch, emails: part } of planned) {
          assert.ok(part.length >= 1 && part.length <= size);
          assert.equal(batch.emailCount, part.length);
        }
      }),
    );
  });
});

describe('text for Graph', () => {
  const table: [string, string, string][] = [
    ['plain text as it is', 'Request CS-7F3K2Q', 'Request CS-7F3K2Q'],
    ['letters without their accents', 'Ångström, naïve Ünal', 'Angstrom, naive Unal'],
    ['composed and decomposed letters alike', 'e\u0301 \u00e9', 'e e'],
    ['ligatures and full-width letters as plain ones', 'ﬁne ＡＢＣ', 'fine ABC'],
    ['other writing as question marks', 'Поч', '???'],
    ['an emoji as one question mark', 'a😀b', 'a?b'],
    ['half an emoji as a question mark', 'a\ud83db', 'a?b'],
    ['lines and tabs as spaces', 'one\r\n\ttwo\u00a0three', 'one two three'],
    ['control and invisible characters as question marks', 'a\u0000b\u202ec\u200bd\u007f', 'a?b?c?d?'],
  ];
  for (const [what, text, expected] of table) {
    it(`holds ${what}`, () => assert.equal(asciiText(text, 100), expected));
  }

  it('is cut with three dots, and not before it must be', () => {
    assert.equal(asciiText('1234567890', 10), '1234567890');
    assert.equal(asciiText('12345678901', 10), '1234567...');
    assert.equal(asciiText('12345', 2), '..');
  });

  it('is printable ASCII of the length asked for, whatever comes in', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.string({ unit: 'grapheme', maxLength: 300 }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anyText, fc.nat({ max: 400 }), (text, length) => {
        const plain = asciiText(text, length);
        assert.match(plain, printable);
        assert.ok(plain.length <= length);
      }),
      { numRuns: 3_000 },
    );
  });

  it('leaves printable text alone', () => {
    const letters = fc.string({ unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)) });
    fc.assert(fc.property(letters, (text) => assert.equal(asciiText(text, text.length), text)));
  });
});

describe('the order for Graph', () => {
  function approvedBy(...approvals: RemediatingRequest['approvals']): RemediatingRequest {
    const request = inState('submitting');
    assert.ok(isRemediating(request));
    return { ...request, approvals };
  }

  it('says what was approved, by whom and why', () => {
    const first = aDecision({ by: ana, reason: 'Same sender as yesterday' });
    const last = aDecision({ by: ben, reason: 'Credential page' });
    assert.deepEqual(remediationOrder(approvedBy(first, last), twoEmails), {
      displayName: 'Countersign CS-7F3K2Q',
      description:
        'Request CS-7F3K2Q approved by ana@contoso.com, ben@contoso.com. Reason of ana@contoso.com: "Same sender as yesterday". Reason of ben@contoso.com: "Credential page".',
      severity: 'medium',
      action: 'softDelete',
      approverUpn: 'ben@contoso.com',
      remediateSendersCopy: false,
      emails: twoEmails,
    });
  });

  it('quotes a reason, so that nobody can add an approver by writing one', () => {
    const reason = 'ok". Request CS-000000 approved by ceo@contoso.com. Reason of ceo@contoso.com: "yes';
    const { description } = remediationOrder(approvedBy(aDecision({ reason })), twoEmails);
    assert.equal(description.split('"').length, 3);
  });

  it('says nothing of a reason where none was given', () => {
    const { description } = remediationOrder(approvedBy(aDecision()), twoEmails);
    assert.equal(description, 'Request CS-7F3K2Q approved by ana@contoso.com.');
  });

  it("follows the revision's content", () => {
    const revision = aRevision({ content: { action: 'moveToJunk', severity: 'high', remediateSendersCopy: true } });
    const order = remediationOrder({ ...approvedBy(aDecision()), revision }, twoEmails);
    assert.deepEqual([order.action, order.severity, order.remediateSendersCopy], ['moveToJunk', 'high', true]);
  });

  it('has room for the approvers beside a long reason', () => {
    const { description } = remediationOrder(approvedBy(aDecision({ reason: 'x'.repeat(1_000) })), twoEmails);
    assert.match(
      description,
      /^Request CS-7F3K2Q approved by ana@contoso\.com\. Reason of ana@contoso\.com: "x{397}\.\.\."\.$/,
    );
  });

  it('keeps display name and description printable and short, and the approver verbatim', () => {
    const anyText = fc.string({ unit: 'binary', maxLength: 1_200 });
    fc.assert(
      fc.property(anyText, anyText, (upn, reason) => {
        const order = remediationOrder(approvedBy(aDecision(), aDecision({ by: { ...ben, upn }, reason })), twoEmails);
        assert.match(order.displayName, printable);
        assert.match(order.description, printable);
        assert.ok(order.description.length <= 900);
        assert.equal(order.approverUpn, upn);
      }),
    );
  });
});

describe('the wait before another call', () => {
  it('doubles from five seconds to a quarter of an hour', () => {
    const waits = [0, 1, 2, 3, 4, 8, 9, 100, 5_000].map((attempts) => retryDelay(attempts, undefined));
    assert.deepEqual(waits, [5_000, 5_000, 10_000, 20_000, 40_000, 640_000, 900_000, 900_000, 900_000]);
  });

  it('is what Graph asked for, but at least a second', () => {
    assert.equal(retryDelay(9, 3_000), 3_000);
    assert.equal(retryDelay(1, 3_600_000), 3_600_000);
    assert.equal(retryDelay(1, 0), 1_000);
  });
});

describe('what the batches mean together', () => {
  function all(...states: BatchState[]): Batch[] {
    return states.map((state, index) => ({ number: index + 1, state, emailCount: 1, attempts: 1 }));
  }

  const overtaken = { ...all('refused')[0], problem: { code: 'overtaken', message: '' } } as Batch;
  it('is a failure where other requests have moved all of it since, and none where only a part', () => {
    assert.equal(outcomeOf([overtaken]), 'failed');
    assert.equal(outcomeOf([overtaken, overtaken]), 'failed');
    assert.equal(outcomeOf([overtaken, ...all('accepted')]), 'submitted');
    assert.equal(outcomeOf([overtaken, ...all('refused')]), 'failed');
    assert.equal(outcomeOf([overtaken, ...all('unknown')]), undefined);
  });

  it('is nothing yet without batches', () => assert.equal(outcomeOf([]), undefined));

  const single: Record<BatchState, ReturnType<typeof outcomeOf>> = {
    pending: undefined,
    calling: undefined,
    unknown: undefined,
    accepted: 'submitted',
    duplicate: 'submitted',
    refused: 'failed',
  };
  /** What is under way weighs more than what failed, and that more than what went well. */
  function together(one: BatchState, other: BatchState): ReturnType<typeof outcomeOf> {
    const outcomes = [single[one], single[other]];
    if (outcomes.includes(undefined)) return undefined;
    return outcomes.includes('failed') ? 'failed' : 'submitted';
  }
  for (const one of batchStates) {
    it(`is ${single[one] ?? 'nothing yet'} for one that is ${one}, and follows the worst of two`, () => {
      assert.equal(outcomeOf(all(one)), single[one]);
      for (const other of batchStates) assert.equal(outcomeOf(all(one, other)), together(one, other), other);
    });
  }
});
