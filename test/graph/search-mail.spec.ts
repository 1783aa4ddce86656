import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createMailSearch } from '../../src/graph/search-mail.ts';
import type { MailCriteria, MailSearchAnswer } from '../../src/workflow/found-mail.ts';
import type { MailSearch } from '../../src/workflow/ports.ts';
import type { HuntingFault } from '../sandbox/graph/hunting-types.ts';
import { silentLog, silentMeter } from '../support/fakes.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { injections } from './injections.ts';

const role = 'ThreatHunting.Read.All';
const lastDay = { lastMinutes: 1_440 };

describe('a search for mail', () => {
  let world: GraphWorld;
  let search: MailSearch;
  const counted: (string | undefined)[] = [];
  const meter = {
    ...silentMeter,
    count: (_: string, labels?: Record<string, string>) => void counted.push(labels?.['result']),
  };
  beforeEach(async () => {
    world = await startGraphWorld({ graphRoles: [role] });
    search = createMailSearch({ ...world.connection(), timeoutMs: 1_000, log: silentLog, meter });
    counted.length = 0;
  });
  afterEach(async () => {
    assert.deepEqual(world.violations, []);
    await world.close();
  });

  function add(over: Partial<Parameters<typeof world.graph.addMail>[0]> = {}) {
    return world.graph.addMail({
      networkMessageId: randomUUID(),
      recipientEmailAddress: 'mia@contoso.com',
      subject: 'Overdue invoice INV-20418',
      sender: 'billing@mail.evil.example',
      urls: ['https://login.evil.example/x'],
      ...over,
    });
  }
  const find = (criteria: Omit<MailCriteria, 'lastMinutes'>) => search.find({ ...lastDay, ...criteria });
  function messagesOf(answer: MailSearchAnswer) {
    assert.equal(answer.kind, 'found');
    return answer.kind === 'found' ? answer.messages : [];
  }

  for (const [by, criteria] of [
    ['the address of the sender', { from: 'billing@mail.evil.example' }],
    ['the domain of the sender', { from: 'mail.evil.example' }],
    ['a domain above it', { from: 'evil.example' }],
    ['a part of the subject, in any case', { subject: 'OVERDUE inv' }],
    ['a recipient', { to: 'mia@contoso.com' }],
    ['the domain of a link', { url: 'evil.example' }],
    ['all of it', { from: 'evil.example', to: 'mia@contoso.com', subject: 'invoice', url: 'login.evil.example' }],
  ] as const) {
    it(`finds by ${by}`, async () => {
      const { networkMessageId } = add();
      add({
        sender: 'a@notevil.example',
        subject: 'Lunch',
        recipientEmailAddress: 'x@contoso.com',
        urls: ['https://notevil.example'],
      });

      const messages = messagesOf(await find(criteria));

      assert.deepEqual(
        messages.map((message) => message.networkMessageId),
        [networkMessageId],
      );
      assert.partialDeepStrictEqual(messages[0], {
        sender: 'billing@mail.evil.example',
        subject: 'Overdue invoice INV-20418',
        recipients: ['mia@contoso.com'],
        recipientCount: 1,
        places: ['Inbox/Folder'],
      });
    });
  }

  it('asks once, of v1.0, as the metadata spells it', async () => {
    await find({ subject: 'Größe 請求書' });

    assert.equal(world.graph.hunting.calls.length, 1);
    const [call] = world.graph.hunting.calls;
    assert.deepEqual([call?.version, call?.path], ['v1.0', '/security/runHuntingQuery']);
    assert.deepEqual(Object.keys(call?.body as object), ['query', 'timespan']);
    assert.deepEqual(counted, ['found']);
  });

  it('makes one message of all its recipients, the newest message first', async () => {
    const [old, young] = [randomUUID(), randomUUID()];
    add({ networkMessageId: old, receivedAt: Date.now() - 60_000 });
    for (const name of ['mia', 'noa', 'Ole'])
      add({ networkMessageId: young, recipientEmailAddress: `${name}@contoso.com` });

    const messages = messagesOf(await find({ subject: 'invoice' }));

    assert.deepEqual(
      messages.map((message) => message.networkMessageId),
      [young, old],
    );
    assert.deepEqual(messages[0]?.recipients.toSorted(), ['mia@contoso.com', 'noa@contoso.com', 'ole@contoso.com']);
  });

  it('looks back no further than it was asked to', async () => {
    add({ receivedAt: Date.now() - 61 * 60_000 });

    assert.deepEqual(messagesOf(await search.find({ subject: 'invoice', lastMinutes: 60 })), []);
    assert.equal(messagesOf(await search.find({ subject: 'invoice', lastMinutes: 120 })).length, 1);
  });

  it('answers a hundred messages at most, and says that there are more', async () => {
    for (let nth = 0; nth < 103; nth += 1) add({ receivedAt: Date.now() - nth * 1_000 });

    const answer = await find({ subject: 'invoice' });

    assert.equal(messagesOf(answer).length, 100);
    assert.ok(answer.kind === 'found' && answer.more);
  });

  it('lists a thousand recipients of one message at most, and counts all', async () => {
    const networkMessageId = randomUUID();
    for (let nth = 0; nth < 1_003; nth += 1)
      add({ networkMessageId, recipientEmailAddress: `staff-${nth}@contoso.com` });

    const [message] = messagesOf(await find({ subject: 'invoice' }));

    assert.deepEqual([message?.recipients.length, message?.recipientCount], [1_000, 1_003]);
  });

  for (const [hope, value] of injections) {
    it(`finds what has this in its subject, and nothing else: ${hope}`, async () => {
      const { networkMessageId } = add({ subject: `RE: ${value} …` });
      add({ subject: 'Payslip of the managing director' });

      const messages = messagesOf(await find({ subject: value }));

      assert.deepEqual(
        messages.map((message) => message.networkMessageId),
        [networkMessageId],
      );
    });
  }

  const refusals: readonly (readonly [what: string, fault: HuntingFault, answer: object])[] = [
    ['the permission is missing', { kind: 'status', status: 403 }, { problem: 'permission' }],
    [
      'the license is missing',
      { kind: 'status', status: 403, message: 'Tenant has no license for this.' },
      { problem: 'licence' },
    ],
    [
      'the quota is used up',
      { kind: 'status', status: 429, retryAfter: '90' },
      { problem: 'throttled', retryAfterMs: 90_000 },
    ],
    ['Graph is busy', { kind: 'status', status: 503 }, { problem: 'throttled' }],
    ['Graph refuses the query', { kind: 'status', status: 400 }, { problem: 'refused' }],
    ['Graph has trouble of its own', { kind: 'status', status: 500 }, { problem: 'unavailable' }],
    ['the query took too long there', { kind: 'status', status: 504 }, { problem: 'tooLong' }],
    ['Graph does not answer in time', { kind: 'late', ms: 3_000 }, { problem: 'tooLong' }],
    ['the connection breaks', { kind: 'reset' }, { problem: 'unavailable' }],
    ['the answer is no table', { kind: 'garbage', body: '<html>' }, { problem: 'unavailable' }],
    ['the answer has no rows', { kind: 'garbage', body: { results: null } }, { problem: 'unavailable' }],
  ];
  for (const [what, fault, answer] of refusals) {
    it(`says so, after one call, where ${what}`, async () => {
      world.graph.hunting.next(fault);

      const told = await find({ subject: 'invoice' });

      assert.deepEqual(told, { kind: 'notSearched', ...answer });
      assert.equal(world.graph.hunting.calls.length, 1);
      assert.deepEqual(counted, [(answer as { problem: string }).problem]);
    });
  }

  it('is made again, once, with a new token where the first was not taken', async () => {
    await find({ subject: 'invoice' });
    world.entra.revokeGraphTokens();
    add();

    assert.equal(messagesOf(await find({ subject: 'invoice' })).length, 1);
    assert.equal(world.graph.hunting.calls.length, 3);
  });

  describe('with rows that are not what was asked for', () => {
    const row = {
      NetworkMessageId: 'AAAA0000-0000-4000-8000-000000000001',
      Timestamp: '2026-11-20T10:00:00Z',
      SenderFromAddress: 'x@evil.example',
      Subject: 'Hello',
      RecipientCount: 2,
      Recipients: 'Mia@contoso.com noa@contoso.com',
      Places: 'Inbox/Folder|Junk',
    };
    async function told(...rows: unknown[]) {
      world.graph.hunting.next({ kind: 'rows', rows });
      return messagesOf(await find({ subject: 'x' }));
    }

    for (const [what, wrong] of [
      ['no message id', { ...row, NetworkMessageId: undefined }],
      ['an id that is none', { ...row, NetworkMessageId: '1 or 1' }],
      ['no time', { ...row, Timestamp: undefined }],
      ['a time that is none', { ...row, Timestamp: 'yesterday' }],
      ['no recipients', { ...row, Recipients: undefined }],
      ['recipients that are none', { ...row, Recipients: '<at>x</at> ; [] ' }],
      ['a list in the place of text', { ...row, Recipients: ['mia@contoso.com'] }],
      ['nothing', null],
      ['text', 'row'],
    ] as const) {
      it(`leaves out the row that has ${what}`, async () => {
        assert.deepEqual(
          (await told(wrong, row)).map(({ subject }) => subject),
          ['Hello'],
        );
      });
    }

    it('fills in what only the card needs', async () => {
      const { NetworkMessageId, Timestamp, Recipients } = row;

      assert.deepEqual(await told({ NetworkMessageId, Timestamp, Recipients, Subject: 7, RecipientCount: 'many' }), [
        {
          networkMessageId: NetworkMessageId.toLowerCase(),
          receivedAt: Date.parse(Timestamp),
          sender: '',
          subject: '',
          recipients: ['mia@contoso.com', 'noa@contoso.com'],
          recipientCount: 2,
          places: [],
        },
      ]);
    });

    it('takes the count of recipients as a number or as text', async () => {
      const [message] = await told({ ...row, RecipientCount: '1205' });

      assert.equal(message?.recipientCount, 1_205);
    });

    it('names each message and each recipient once', async () => {
      const twice = { ...row, NetworkMessageId: row.NetworkMessageId.toLowerCase(), Subject: 'Again' };
      const [message, ...others] = await told({ ...row, Recipients: `${row.Recipients} MIA@contoso.com` }, twice, row);

      assert.deepEqual(message?.recipients, ['mia@contoso.com', 'noa@contoso.com']);
      assert.deepEqual(others, []);
    });

    it('takes no more than a hundred of ten thousand', async () => {
      const rows = Array.from({ length: 10_000 }, (_none, nth) => ({
        ...row,
        NetworkMessageId: `aaaa0000-0000-4000-8000-${String(nth).padStart(12, '0')}`,
      }));

      assert.equal((await told(...rows)).length, 100);
    });

    it('reads no endless answer to its end', async () => {
      world.graph.hunting.next({ kind: 'rows', rows: [{ ...row, Subject: 'x'.repeat(20_000_000) }] });

      assert.deepEqual(await find({ subject: 'x' }), { kind: 'notSearched', problem: 'unavailable' });
    });
  });
});

describe('a search for mail by an app without the permission', () => {
  it('says which is missing', async () => {
    const world = await startGraphWorld();
    const search = createMailSearch({ ...world.connection(), log: silentLog, meter: silentMeter });

    const answer = await search.find({ subject: 'invoice', ...lastDay });

    await world.close();
    assert.deepEqual(answer, { kind: 'notSearched', problem: 'permission' });
  });
});
