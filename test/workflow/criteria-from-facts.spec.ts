import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { MailFacts } from '../../src/approval/request.ts';
import { limitSteps } from '../../src/teams/cards/limits.ts';
import { penFor } from '../../src/teams/cards/pen.ts';
import { typedCommand } from '../../src/teams/cards/typed-search.ts';
import { parseCommand } from '../../src/teams/typed/parse-command.ts';
import { criteriaFor } from '../../src/workflow/criteria-from-facts.ts';
import { hostileText } from '../cards/hostile.ts';

const now = Date.UTC(2026, 10, 22, 12);
const day = 86_400_000;
const dayMinutes = 1_440;
const pen = penFor({ locale: 'en', timeZone: 'UTC' }, limitSteps[0]);
const week = 7 * dayMinutes;
const received = (at: number) => new Date(at).toISOString();

/** As Teams hands on what somebody typed. */
const delivered = (typed: string) => typed.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

describe('what an alert without a message lets us look for', () => {
  const cases: [string, MailFacts, object | undefined][] = [
    ['the sender', { sender: { address: ' IT@Evil.Example' } }, { from: 'it@evil.example', lastMinutes: week }],
    ['the subject', { subject: 'Overdue invoice' }, { subject: 'Overdue invoice', lastMinutes: week }],
    ['nothing of nothing', {}, undefined],
    ['no name', { sender: { displayName: 'IT Help' } }, undefined],
    ['no address that is none', { sender: { address: '"IT" <it@evil.example>' }, subject: '' }, undefined],
    ['no blank subject', { subject: ' \uFEFF\u200B\t' }, undefined],
    ['no letter or two, which half of all mail has', { subject: 'Re' }, undefined],
    [
      'no title, link or attachment',
      { title: 'Phish', urls: ['https://evil.example/'], link: 'https://a.example' },
      undefined,
    ],
    [
      'the longest part of a subject that has marks in it',
      { subject: '\uFEFFRe:\u200B Your mailbox is full\r\n now' },
      { subject: 'Your mailbox is full', lastMinutes: week },
    ],
    [
      'the beginning of a very long subject, no character cut in two',
      { subject: '😀'.repeat(400) },
      { subject: '😀'.repeat(120), lastMinutes: week },
    ],
  ];
  for (const [name, facts, expected] of cases) {
    it(`is ${name}`, () => assert.deepEqual(criteriaFor(facts, now), expected));
  }

  const windows: [string, string | undefined, number][] = [
    ['seven days where nobody knows when it came', undefined, 7],
    ['seven days where its time cannot be read', 'yesterday', 7],
    ['seven days where it comes from the future', received(now + 2 * day), 7],
    ['a day where the clocks differ a little', received(now + 3_600_000), 1],
    ['since it came, and a day more', received(now - 3_600_000), 2],
    ['since it came some days ago, and a day more', received(now - 3 * day - 1), 5],
    ['thirty days at most', received(now - 400 * day), 30],
  ];
  for (const [name, receivedAt, days] of windows) {
    it(`goes back ${name}`, () => {
      const facts = { subject: 'invoice', ...(receivedAt !== undefined && { receivedAt }) };
      assert.equal(criteriaFor(facts, now)?.lastMinutes, days * dayMinutes);
    });
  }

  it('can be typed as the card shows it, and asks for exactly the same then', () => {
    const facts = {
      sender: { address: 'it@evil.example' },
      subject: 'See https://evil.example/a?b=c and say "yes" \\o/',
      receivedAt: received(now - day),
    };
    const criteria = criteriaFor(facts, now) ?? assert.fail();
    const typed = typedCommand(criteria, pen) ?? assert.fail();

    assert.equal(
      typed,
      'find from:it@evil[.]example subject:"See hxxps://evil[.]example/a?b=c and say \\"yes\\" \\\\o/" last:2d',
    );
    assert.deepEqual(parseCommand(typed), { kind: 'find', criteria });
  });

  it('is not shown as a command where that would ask for something else', () => {
    const criteria = criteriaFor({ subject: 'Pay {{DATE}} now' }, now) ?? assert.fail();
    assert.equal(typedCommand(criteria, pen), undefined);
  });

  it('is a search that can be made, or none, whatever an alert says', () => {
    const anyFacts = fc.record({
      subject: hostileText(),
      sender: fc.record({ address: hostileText(320) }),
      receivedAt: hostileText(40),
    });
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const criteria = criteriaFor(facts, now);
        if (criteria === undefined) return;
        const { subject, lastMinutes } = criteria;
        assert.ok(lastMinutes >= dayMinutes && lastMinutes <= 30 * dayMinutes);
        if (subject !== undefined) {
          assert.ok(facts.subject.toWellFormed().includes(subject));
          assert.match(subject, /^\P{C}{3,}$/u);
        }
        const typed = typedCommand(criteria, pen);
        if (typed !== undefined) assert.deepEqual(parseCommand(delivered(typed)), { kind: 'find', criteria });
      }),
    );
  });
});
