import assert from 'node:assert/strict';
import { type Fixture, plainAlert, startFixture } from './http-fixture.ts';

interface Wrong {
  readonly what: string;
  readonly body: unknown;
  readonly pointers: readonly string[];
}

const email = { networkMessageId: '0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001', recipientEmailAddress: 'ana@contoso.com' };
const without = (key: string) => {
  const { [key]: _dropped, ...rest } = plainAlert();
  return rest;
};
const wrong = (what: string, changes: Record<string, unknown>, ...pointers: string[]): Wrong => ({
  what,
  body: plainAlert(changes),
  pointers,
});
/** One field of the first email. */
const wrongEmail = (what: string, item: unknown, ...pointers: string[]): Wrong =>
  wrong(what, { emails: [item] }, ...pointers.map((pointer) => `/emails/0${pointer}`));

const table: readonly Wrong[] = [
  { what: 'a list', body: [plainAlert()], pointers: [''] },
  { what: 'null', body: 'null', pointers: [''] },
  { what: 'a number', body: '17', pointers: [''] },
  { what: 'a text', body: '"alert"', pointers: [''] },
  { what: 'nothing', body: '', pointers: [''] },
  { what: 'only blanks', body: '   ', pointers: [''] },
  { what: 'half an object', body: '{"source":"defender"', pointers: [''] },
  { what: 'a trailing comma', body: '{"source":"defender",}', pointers: [''] },
  { what: 'single quotes', body: "{'source':'defender'}", pointers: [''] },
  { what: 'NaN', body: '{"source":NaN}', pointers: [''] },
  { what: 'form data', body: 'source=defender&severity=high', pointers: [''] },
  { what: 'bytes that are not UTF-8', body: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), pointers: [''] },
  {
    what: 'a subject in Latin-1',
    body: Buffer.from(JSON.stringify(plainAlert({ subject: 'Über' })), 'latin1'),
    pointers: [''],
  },
  { what: 'an overlong UTF-8 sequence', body: Buffer.from([0x22, 0xc0, 0xaf, 0x22]), pointers: [''] },
  { what: 'UTF-16', body: Buffer.from(`\ufeff${JSON.stringify(plainAlert())}`, 'utf16le'), pointers: [''] },
  { what: 'brackets 100,000 deep', body: '['.repeat(100_000) + ']'.repeat(100_000), pointers: [''] },
  { what: 'objects 5,000 deep', body: `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, pointers: [''] },
  { what: 'an empty object', body: {}, pointers: ['/source', '/alertId', '/severity', '/emails'] },
  { what: 'no source', body: without('source'), pointers: ['/source'] },
  { what: 'no alertId', body: without('alertId'), pointers: ['/alertId'] },
  { what: 'no severity', body: without('severity'), pointers: ['/severity'] },
  { what: 'no emails', body: without('emails'), pointers: ['/emails'] },
  wrong('an empty source', { source: '' }, '/source'),
  wrong('a source in capitals', { source: 'Defender' }, '/source'),
  wrong('a source with a blank', { source: 'defender 365' }, '/source'),
  wrong('a source of 65 characters', { source: 'a'.repeat(65) }, '/source'),
  wrong('a source that is a number', { source: 17 }, '/source'),
  wrong('an empty alertId', { alertId: '' }, '/alertId'),
  wrong('an alertId of 257 characters', { alertId: 'a'.repeat(257) }, '/alertId'),
  wrong('an alertId that is a number', { alertId: 17 }, '/alertId'),
  wrong('an alertId with U+0000', { alertId: 'a\0b' }, '/alertId'),
  wrong('an alertId with half a surrogate pair', { alertId: 'a\ud83d' }, '/alertId'),
  wrong('a severity that is unknown', { severity: 'critical' }, '/severity'),
  wrong('a severity in capitals', { severity: 'High' }, '/severity'),
  wrong('a severity of null', { severity: null }, '/severity'),
  wrong('a title of 257 characters', { title: 't'.repeat(257) }, '/title'),
  wrong('a title that is null', { title: null }, '/title'),
  wrong('a description of 4,001 characters', { description: 'd'.repeat(4_001) }, '/description'),
  wrong('a subject of 999 characters', { subject: 's'.repeat(999) }, '/subject'),
  wrong('a subject of 999 emoji', { subject: '🎣'.repeat(999) }, '/subject'),
  wrong('a subject that is a list', { subject: ['Invoice'] }, '/subject'),
  wrong('a sender that is text', { sender: 'mail@evil.example' }, '/sender'),
  wrong('a sender address of 321 characters', { sender: { address: 'a'.repeat(321) } }, '/sender/address'),
  wrong('a display name of 257 characters', { sender: { displayName: 'a'.repeat(257) } }, '/sender/displayName'),
  wrong('an unknown field of the sender', { sender: { name: 'Mallory' } }, '/sender/name'),
  wrong('a receivedAt without a zone', { receivedAt: '2026-03-01T09:30:00' }, '/receivedAt'),
  wrong('a receivedAt in words', { receivedAt: 'yesterday' }, '/receivedAt'),
  wrong('a receivedAt on 30 February', { receivedAt: '2026-02-30T09:30:00Z' }, '/receivedAt'),
  wrong('a receivedAt at 25 o’clock', { receivedAt: '2026-02-03T25:30:00Z' }, '/receivedAt'),
  wrong('a receivedAt in seconds', { receivedAt: 1_772_357_400 }, '/receivedAt'),
  wrong('21 threat types', { threatTypes: Array(21).fill('phish') }, '/threatTypes'),
  wrong('a threat type that is a number', { threatTypes: ['phish', 1] }, '/threatTypes/1'),
  wrong('201 URLs', { urls: Array(201).fill('https://evil.example') }, '/urls'),
  wrong('a URL of 2,049 characters', { urls: [`https://evil.example/${'a'.repeat(2_028)}`] }, '/urls/0'),
  wrong('URLs that are text', { urls: 'https://evil.example' }, '/urls'),
  wrong('101 attachments', { attachments: Array(101).fill({ fileName: 'a.pdf' }) }, '/attachments'),
  wrong('an unknown field of an attachment', { attachments: [{}, { md5: '00' }] }, '/attachments/1/md5'),
  wrong('a deliveryLocation that is a number', { deliveryLocation: 1 }, '/deliveryLocation'),
  wrong('an internetMessageId of 999 characters', { internetMessageId: 'i'.repeat(999) }, '/internetMessageId'),
  wrong('a campaignId of 257 characters', { campaignId: 'c'.repeat(257) }, '/campaignId'),
  wrong('a campaignId that is a number', { campaignId: 4_294_967_297 }, '/campaignId'),
  wrong('an action that is unknown', { recommendedAction: 'moveToQuarantine' }, '/recommendedAction'),
  wrong('an action in capitals', { recommendedAction: 'SoftDelete' }, '/recommendedAction'),
  wrong('a sender’s copy as text', { remediateSendersCopy: 'false' }, '/remediateSendersCopy'),
  wrong('a sender’s copy as a number', { remediateSendersCopy: 0 }, '/remediateSendersCopy'),
  wrong('a link over http', { link: 'http://portal.example/alert' }, '/link'),
  wrong('a link that runs a script', { link: 'javascript:alert(1)' }, '/link'),
  wrong('a link with a user name', { link: 'https://security.microsoft.com@evil.example/' }, '/link'),
  wrong('a link of 2,049 characters', { link: `https://portal.example/${'a'.repeat(2_026)}` }, '/link'),
  wrong('a link without a host', { link: 'https://' }, '/link'),
  wrong('an unknown field', { approver: 'eve@contoso.com' }, '/approver'),
  wrong('unknown fields with / and ~', { 'a/b': 1, '~c': 2 }, '/a~1b', '/~0c'),
  wrong('an unknown field without a name', { '': 1 }, '/'),
  wrong('constructor and toString', { constructor: {}, toString: 1 }, '/constructor', '/toString'),
  {
    what: '__proto__',
    body: JSON.stringify(plainAlert()).replace('{', '{"__proto__":{"severity":"low"},'),
    pointers: ['/__proto__'],
  },
  {
    what: '__proto__ in an email',
    body: JSON.stringify(plainAlert()).replace('[{', '[{"__proto__":{"id":"x"},'),
    pointers: ['/emails/0/__proto__'],
  },
  wrong('an empty list of emails', { emails: [] }, '/emails'),
  wrong('10,001 emails', { emails: Array(10_001).fill(email) }, '/emails'),
  wrong('emails that are an object', { emails: email }, '/emails'),
  wrongEmail('an email that is text', 'ana@contoso.com', ''),
  wrongEmail('an email that is null', null, ''),
  wrongEmail('an empty email', {}, '/networkMessageId', '/recipientEmailAddress'),
  wrongEmail('an email without recipient', { networkMessageId: email.networkMessageId }, '/recipientEmailAddress'),
  wrongEmail('an email without message', { recipientEmailAddress: 'ana@contoso.com' }, '/networkMessageId'),
  wrongEmail('a message id that is no GUID', { ...email, networkMessageId: 'abc' }, '/networkMessageId'),
  wrongEmail(
    'a message id in braces',
    { ...email, networkMessageId: `{${email.networkMessageId}}` },
    '/networkMessageId',
  ),
  wrongEmail('a recipient without domain', { ...email, recipientEmailAddress: 'ana' }, '/recipientEmailAddress'),
  wrongEmail('two recipients in one', { ...email, recipientEmailAddress: 'a@b.c,d@e.f' }, '/recipientEmailAddress'),
  wrongEmail('a recipient with a line break', { ...email, recipientEmailAddress: 'a\n@b.c' }, '/recipientEmailAddress'),
  wrongEmail(
    'a recipient of 321 characters',
    { ...email, recipientEmailAddress: `${'a'.repeat(309)}@contoso.com` },
    '/recipientEmailAddress',
  ),
  wrongEmail('an unknown field of an email', { ...email, subject: 'Invoice' }, '/subject'),
  wrongEmail('an email by id and by message', { ...email, id: 'x' }, '/networkMessageId', '/recipientEmailAddress'),
  wrongEmail('an empty id', { id: '' }, '/id'),
  wrongEmail('an id that is a number', { id: 17 }, '/id'),
  wrong('the third email', { emails: [email, email, { id: 5 }] }, '/emails/2/id'),
  wrong(
    'several things at once',
    { severity: 'x', title: 5, emails: [{ id: 1 }, { networkMessageId: 2 }] },
    '/severity',
    '/title',
    '/emails/0/id',
    '/emails/1/networkMessageId',
    '/emails/1/recipientEmailAddress',
  ),
];

describe('an alert that is not valid', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  after(() => fixture.close());

  for (const { what, body, pointers } of table) {
    it(`is refused with 400 naming the field: ${what}`, async () => {
      const reply = await fixture.push(body);

      assert.equal(reply.status, 400, reply.text);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
      const errors = reply.json['errors'] as { pointer: string; message: string }[];
      assert.deepEqual(errors.map(({ pointer }) => pointer).toSorted(), [...pointers].toSorted());
      for (const { message } of errors) assert.match(message, /^(must|is) /);
      assert.deepEqual(fixture.alerts, []);
    });
  }

  const unknownFields = Object.fromEntries(Array.from({ length: 900 }, (_, index) => [`field${index}`, 1]));
  for (const [what, changes] of [
    ['emails', { emails: Array(200).fill({}) }],
    ['unknown fields', unknownFields],
    ['unknown fields of an email', { emails: [unknownFields] }],
  ] as const) {
    it(`is described by its first hundred problems: ${what}`, async () => {
      const reply = await fixture.push(plainAlert(changes));

      assert.equal((reply.json['errors'] as unknown[]).length, 100);
      assert.equal(reply.json['detail'], 'The alert has more than 100 problems; the first 100 are listed.');
    });
  }

  it('is counted exactly up to a hundred problems, in the answer and in the log', async () => {
    const reply = await fixture.push(plainAlert({ emails: Array(50).fill({}) }));

    assert.equal(reply.json['detail'], 'The alert has 100 problems.');
    const fields = { traceId: reply.json['traceId'], source: 'defender', problems: 100 };
    const message = 'A source sent an alert that is not valid';
    assert.deepEqual(fixture.logged.at(-1), { level: 'warn', fields, message });
  });

  it('is answered without the text that was wrong', async () => {
    const reply = await fixture.push(plainAlert({ severity: 'MARKER-1', subject: ['MARKER-2'], link: 'MARKER-3' }));

    assert.doesNotMatch(reply.text, /MARKER/);
    assert.doesNotMatch(JSON.stringify(fixture.logged), /MARKER/);
  });

  it('gets an answer that stays small where the names of its fields are long', async () => {
    const reply = await fixture.push(plainAlert({ ['n'.repeat(1_000_000)]: 1 }));

    assert.equal(reply.status, 400);
    assert.ok(reply.text.length < 1_000);
  });
});
