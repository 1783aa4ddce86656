import assert from 'node:assert/strict';
import fc from 'fast-check';
import { readClick } from '../../src/teams/card-click.ts';
import { cardVerbs } from '../../src/workflow/steps.ts';

const base = { requestId: 'CS-7F3K2Q', revision: 2 };

describe('a click', () => {
  it('is read with every input', () => {
    const data = {
      ...base,
      action: 'moveToJunk',
      severity: 'low',
      remediateSendersCopy: 'true',
      reason: '  A known campaign.\n',
      approverUpn: 'ana@contoso.com',
    };
    assert.deepEqual(readClick('approve', data), {
      kind: 'click',
      click: {
        verb: 'approve',
        requestId: 'CS-7F3K2Q',
        revision: 2,
        action: 'moveToJunk',
        severity: 'low',
        remediateSendersCopy: true,
        reason: 'A known campaign.',
      },
    });
  });

  it('leaves unchanged what the card does not name or was left empty', () => {
    const empty = { ...base, action: '', severity: null, reason: ' ', extra: { nested: [1] } };
    assert.deepEqual(readClick('reject', empty), { kind: 'click', click: { verb: 'reject', ...base } });
  });

  const toggles: readonly [unknown, boolean][] = [
    ['true', true],
    ['false', false],
    [true, true],
    [false, false],
  ];
  for (const [sent, meant] of toggles) {
    it(`takes the toggle's ${JSON.stringify(sent)} as ${meant}`, () => {
      const read = readClick('approve', { ...base, remediateSendersCopy: sent });
      assert.equal(read.kind === 'click' && read.click.remediateSendersCopy, meant);
    });
  }

  const bad: readonly Record<string, unknown>[] = [
    { requestId: undefined },
    { requestId: 7 },
    { requestId: 'CS-7F3K2' },
    { requestId: 'CS-7F3K2U' },
    { requestId: "CS-7F3K2Q'--" },
    { revision: undefined },
    { revision: '2' },
    { revision: 1.5 },
    { revision: -1 },
    { revision: Number.NaN },
    { action: 'nuke' },
    { action: 7 },
    { action: ['softDelete'] },
    { severity: 'urgent' },
    { remediateSendersCopy: 'yes' },
    { remediateSendersCopy: 1 },
    { reason: 5 },
    { reason: 'x'.repeat(1001) },
  ];
  for (const change of bad) {
    it(`is refused with ${JSON.stringify(change).slice(0, 60)}`, () => {
      const read = readClick('approve', { ...base, ...change });
      assert.equal(read.kind === 'refused' && read.reason, 'badInput');
    });
  }

  for (const verb of ['approveAll', '', undefined, 7, null, 'APPROVE', '__proto__', 'toString']) {
    it(`is refused with the verb ${JSON.stringify(verb)}`, () => {
      assert.deepEqual(readClick(verb, base), { kind: 'refused', reason: 'unknownVerb', requestId: 'CS-7F3K2Q' });
    });
  }

  it('may look at a request without naming a revision', () => {
    assert.equal(readClick('open', { requestId: 'cs-7f3k2q' }).kind, 'click');
    assert.equal(readClick('approve', { requestId: 'cs-7f3k2q' }).kind, 'refused');
  });

  it('keeps a reason of exactly 1,000 characters, and no character that a store cannot hold', () => {
    const read = readClick('reject', { ...base, reason: `${'x'.repeat(998)}\u0000\u{d800}` });
    assert.ok(read.kind === 'click');
    assert.equal(read.click.reason, `${'x'.repeat(998)} \ufffd`);
  });

  it('is read or refused, never thrown about, whatever comes in', () => {
    const data = fc.oneof(fc.jsonValue(), fc.record({ requestId: fc.jsonValue(), revision: fc.jsonValue() }));
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...cardVerbs), fc.jsonValue()), data, (verb, sent) => {
        const read = readClick(verb, sent);
        if (read.kind === 'click') assert.match(read.click.requestId, /^CS-[0-9A-HJKMNP-TV-Z]{6}$/);
      }),
      { numRuns: 1_000 },
    );
  });
});
