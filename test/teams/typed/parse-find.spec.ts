import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseCommand } from '../../../src/teams/typed/parse-command.ts';
import { type FindProblem, readCriteria } from '../../../src/teams/typed/parse-find.ts';
import { injections } from '../../graph/injections.ts';

const lastDay = { lastMinutes: 1_440 };
const quoted = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;

const loose = (unread: string) => ({ problem: 'looseWords', unread });
const unknownKey = (unread: string, nearest?: string) => ({
  problem: 'unknownKey',
  unread,
  ...(nearest === undefined ? {} : { nearest }),
});

describe('what is typed behind find', () => {
  for (const [typed, criteria] of [
    ['from:evil.example', { from: 'evil.example', ...lastDay }],
    ['FROM: Mallory@Evil.Example', { from: 'mallory@evil.example', ...lastDay }],
    ['from:<mallory@evil.example>', { from: 'mallory@evil.example', ...lastDay }],
    ['from:mallory@evil[.]example', { from: 'mallory@evil.example', ...lastDay }],
    ['from:mailto:mallory@evil.example', { from: 'mallory@evil.example', ...lastDay }],
    ['from:@evil.example', { from: 'evil.example', ...lastDay }],
    ['from:"evil.example"', { from: 'evil.example', ...lastDay }],
    ['from:bücher.example', { from: 'bücher.example', ...lastDay }],
    ['to:Mia@contoso.com', { to: 'mia@contoso.com', ...lastDay }],
    ['subject:invoice', { subject: 'invoice', ...lastDay }],
    ['subject:"Overdue invoice"', { subject: 'Overdue invoice', ...lastDay }],
    ['subject:“Overdue invoice”', { subject: 'Overdue invoice', ...lastDay }],
    ['subject:„Offene Rechnung“', { subject: 'Offene Rechnung', ...lastDay }],
    ['subject:"say \\"cheese\\" to C:\\\\"', { subject: 'say "cheese" to C:\\', ...lastDay }],
    ['subject:"C:\\temp"', { subject: 'C:\\temp', ...lastDay }],
    ['subject:"from:evil.example last:3d"', { subject: 'from:evil.example last:3d', ...lastDay }],
    ['subject:"请求"', { subject: '请求', ...lastDay }],
    ['url:evil.example', { url: 'evil.example', ...lastDay }],
    ['url:hxxps://login.evil[.]example/path?q=1', { url: 'login.evil.example', ...lastDay }],
    ['url:https://evil.example:8443/', { url: 'evil.example', ...lastDay }],
    ['last:7d subject:x', { subject: 'x', lastMinutes: 7 * 1_440 }],
    ['subject:x last:90m', { subject: 'x', lastMinutes: 90 }],
    ['subject:x last:36 h', loose('h')],
    ['subject:x last:"36 hours"', { subject: 'x', lastMinutes: 36 * 60 }],
    ['subject:x LAST:30D', { subject: 'x', lastMinutes: 30 * 1_440 }],
    [
      'last:2h, subject:"a b", to:mia@contoso.com; from:evil.example',
      { from: 'evil.example', to: 'mia@contoso.com', subject: 'a b', lastMinutes: 120 },
    ],
    ['', 'noCriterion'],
    ['last:24h', 'noCriterion'],
    ['sender:evil.example', unknownKey('sender', 'from')],
    ['form:evil.example', unknownKey('form', 'from')],
    ['subject:x lastt:24h', unknownKey('lastt', 'last')],
    ['Subjet:x', unknownKey('Subjet', 'subject')],
    ['size:x', unknownKey('size')],
    ['from evil.example', { ...loose('from'), nearest: 'from' }],
    ['https://evil.example', unknownKey('https')],
    ['from:a.example from:b.example', 'keyTwice'],
    ['from:', 'from'],
    ['from:evil', 'from'],
    ['from:evil..example', 'from'],
    ['from:a@b@c', 'from'],
    ['from:"x" or 1==1', loose('or')],
    ['to:contoso.com', 'to'],
    ['subject:""', 'subject'],
    [`subject:${'x'.repeat(501)}`, 'subject'],
    ['url:"not a domain"', 'url'],
    ['subject:x last:soon', 'last'],
    ['subject:x last:0h', 'last'],
    ['subject:x last:-5h', 'last'],
    ['subject:x last:1e9d', 'last'],
    ['subject:x last:31d', 'lastTooLong'],
    ['subject:x last:999999d', 'lastTooLong'],
    ['subject:"Overdue', 'openQuote'],
    ['subject:"Overdue\\"', 'openQuote'],
    ['subject:Overdue invoice', loose('invoice')],
    ['evil.example', loose('evil.example')],
    ['everything', loose('everything')],
  ] as const) {
    it(`is understood, or told what is wrong with it: ${typed.slice(0, 70)}`, () => {
      assert.deepEqual(readCriteria(typed), criteria);
    });
  }

  for (const [hope, value] of injections) {
    it(`is one value, however it tries to be more: ${hope}`, () => {
      const typed = `find subject:${quoted(value)} last:1h`.replaceAll('&', '&amp;');

      const command = parseCommand(typed);

      const subject = value.replace(/\p{Cf}/gu, '').trim();
      assert.deepEqual(command, { kind: 'find', criteria: { subject, lastMinutes: 60 } });
    });

    for (const key of ['from', 'to', 'url', 'last'] as const) {
      it(`is no ${key}: ${hope}`, () => {
        const told = readCriteria(`${key}:${quoted(value)} subject:x`);
        assert.equal(told, key as FindProblem);
      });
    }
  }

  it('reads anything without failing, in no time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (typed) => {
        const read = readCriteria(typed);
        if (typeof read !== 'string' && !('problem' in read))
          assert.ok(read.lastMinutes >= 1 && read.lastMinutes <= 43_200);
      }),
    );
    for (const hostile of ['from:', 'a.', '"\\', 'subject:"', 'x:y ', ' ', '[.]', '@']) {
      const began = performance.now();
      readCriteria(hostile.repeat(10_000));
      assert.ok(performance.now() - began < 200, hostile);
    }
  });

  it('holds nothing that no literal can hold', () => {
    const read = parseCommand('find subject:"a\u0000b\u001b c\u2028d\ud800e"');

    assert.deepEqual(read, { kind: 'find', criteria: { subject: 'a b c d�e', ...lastDay } });
  });

  it('is a command of its own, also with a link that Teams made', () => {
    const html =
      '<div><at>Countersign</at> Find from:<a href="http://evil.example">evil.example</a> subject:&quot;a &amp; b&quot;</div>';

    assert.deepEqual(parseCommand(html), {
      kind: 'find',
      criteria: { from: 'evil.example', subject: 'a & b', ...lastDay },
    });
    assert.deepEqual(parseCommand('find'), { kind: 'incomplete', command: 'find', problem: 'noCriterion' });
    assert.deepEqual(parseCommand('fnd from:evil.example'), { kind: 'unknown', nearest: 'find' });
  });
});
