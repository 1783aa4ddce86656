import assert from 'node:assert/strict';
import fc from 'fast-check';
import { mostEmails } from '../../src/alerts/alert-schema.ts';
import { isAddress, isGuid } from '../../src/approval/ids.ts';
import { isResolved } from '../../src/approval/request.ts';
import { readers, sampleRecords } from './records.ts';

const routes = ['defender', 'sentinel', 'sublime'] as const;

/** Whatever came in: alerts that hold what every alert must, or what is wrong with it. */
function mustHold(body: unknown, route: (typeof routes)[number]): void {
  const read = readers[route](body, 'src-1');
  if (read.kind === 'invalid') {
    assert.ok(read.errors.length > 0 && read.errors.length <= 100);
    for (const { pointer, message } of read.errors) {
      assert.match(pointer, /^(\/|$)/);
      assert.match(message, /^(must|is) /);
    }
    return;
  }
  for (const alert of read.alerts) {
    assert.ok(alert.emails.length <= mostEmails);
    assert.ok(alert.record !== undefined && alert.record.length > 0 && alert.record.length <= 256);
    assert.ok(alert.alertId.length <= 256 && alert.alertId.isWellFormed() && !alert.alertId.includes('\0'));
    for (const email of alert.emails) {
      assert.ok(isResolved(email) && isGuid(email.networkMessageId) && isAddress(email.recipientEmailAddress));
    }
  }
}

/** Names and values that mean something to a reader, at random places. */
const names = new Set<string>();
const texts = new Set<string>([
  '',
  ' ',
  'String',
  '{}',
  '[]',
  '{"a":',
  '[[[[',
  '\ud800',
  '\0',
  '__proto__',
  '<',
  '"<>"',
]);
JSON.stringify(
  [...sampleRecords.values()].map(({ record }) => record),
  (name, value: unknown) => {
    if (!/^\d*$/.test(name)) names.add(name);
    if (typeof value === 'string' && value.length < 100) texts.add(value);
    return value;
  },
);
const { tree } = fc.letrec<{ tree: unknown; value: unknown }>((tie) => ({
  tree: fc.dictionary(fc.constantFrom(...names), tie('value'), { maxKeys: 8 }),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(...texts, null, true, 0, -1, 1e300),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('tree'),
    tie('tree').map((held) => JSON.stringify(held)),
  ),
}));

describe('whatever a vendor’s route is sent', () => {
  it('is read without a fault: any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(...routes), (body, route) => mustHold(body, route)),
      { numRuns: 500 },
    );
  });

  it('is read without a fault: fields of vendors, holding anything', () => {
    fc.assert(
      fc.property(fc.oneof(tree, fc.array(tree, { maxLength: 4 })), fc.constantFrom(...routes), (body, route) =>
        mustHold(body, route),
      ),
      { numRuns: 1_000 },
    );
  });

  it('is read without a fault: a record in which something is something else', () => {
    const samples = [...sampleRecords.values()];
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.nat(),
        fc.constantFrom<unknown>(...texts, null, 7, [], {}, [[]]),
        (sample, at, other) => {
          let left = at % 200;
          const changed = JSON.parse(JSON.stringify(sample.record), (_name, value: unknown) =>
            left-- === 0 ? other : value,
          );
          mustHold(changed, sample.route);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  const large = 1_024 * 1_024;
  const blanks = `${' '.repeat(large)}x`;
  const evidence = (over: object) => ({ '@odata.type': '#microsoft.graph.security.analyzedMessageEvidence', ...over });
  /** More than a call may have arguments. */
  const many = (item: unknown) => Array(130_000).fill(item);
  const bodies: readonly [what: string, body: () => unknown][] = [
    ['blanks', () => ({ id: blanks, title: blanks, severity: blanks, evidence: [evidence({ recipient: blanks })] })],
    [
      'signs of addresses',
      () => ({
        id: '1',
        evidence: [
          evidence({ p2Sender: '<'.repeat(large), recipients: ';'.repeat(large), subject: '"'.repeat(large) }),
        ],
      }),
    ],
    ['numbers', () => many(1)],
    ['rows of as many alerts', () => many(1).map((_, index) => ({ AlertId: index }))],
    ['rows without id', () => many({ NetworkMessageId: 'x' })],
    ['pieces of evidence', () => ({ id: '1', evidence: many({}) })],
    ['mailboxes', () => ({ id: '1', evidence: many({ kind: 'Mailbox', upn: 'ana@contoso.com' }) })],
    ['texts that look like JSON', () => ({ id: '1', entities: '['.repeat(large), alerts: '{"a":'.repeat(large / 8) })],
    ['lists in lists', () => JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`)],
    ['names', () => Object.fromEntries(many(1).map((_, index) => [`name_${index}`, 1]))],
    ['rules', () => ({ data: { message: { id: '1', canonical_id: '2' }, flagged_rules: many({ severity: 'low' }) } })],
  ];
  for (const [what, body] of bodies) {
    it(`takes no longer than it is large: ${what}`, function () {
      // Seconds would do; what grows with the square takes hours.
      this.timeout(20_000);
      const held = body();
      for (const route of ['defender', 'sublime'] as const) mustHold(held, route);
    });
  }
});
