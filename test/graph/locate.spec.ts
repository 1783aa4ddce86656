import assert from 'node:assert/strict';
import { emailKey } from '../../src/approval/request.ts';
import type { Mailboxes } from '../../src/workflow/ports.ts';
import type { Answer } from '../sandbox/graph/answers.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';

const message = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
const hourMs = 3_600_000;

function addressed(...names: string[]) {
  return names.map((name) => ({ networkMessageId: message, recipientEmailAddress: `${name}@contoso.com` }));
}

describe('Locating emails', () => {
  let world: GraphWorld;
  beforeEach(async () => {
    world = await startGraphWorld();
  });
  afterEach(async () => {
    await world.close();
  });

  function locate(emails: Parameters<Mailboxes['locate']>[0], mailboxes = world.mailboxes()) {
    return mailboxes.locate(emails, { from: Date.now() - hourMs, to: Date.now() + hourMs });
  }

  it('tells for each recipient of a message where it lies, by one read', async () => {
    const emails = addressed('ola', 'kari', 'per');
    for (const [index, email] of emails.entries()) {
      world.graph.addMail({ ...email, ...(index === 1 ? { location: 'onprem_external' } : {}) });
    }
    world.graph.addMail({ networkMessageId: message, recipientEmailAddress: 'somebody.else@contoso.com' });
    const before = world.graph.calls.length;

    const { locations, mayBeTriedAgain } = await locate(emails);

    const latest = [...locations.values()].map((place) => place.latest);
    assert.deepEqual(latest, ['inbox_folder', 'onprem_external', 'inbox_folder']);
    assert.equal(locations.values().next().value?.original, 'inbox_folder');
    assert.equal(mayBeTriedAgain, false);
    assert.equal(world.graph.calls.length - before, 1);
    assert.deepEqual(world.violations, []);
  });

  it('matches recipients without case, and leaves out whom Graph does not list', async () => {
    for (const email of addressed('ola')) world.graph.addMail(email);
    const [ola, nobody] = [
      { networkMessageId: message.toUpperCase(), recipientEmailAddress: 'OLA@Contoso.com' },
      { networkMessageId: message, recipientEmailAddress: 'nobody@contoso.com' },
    ];

    const { locations } = await locate([ola, nobody]);

    assert.deepEqual([...locations.keys()], [emailKey(ola)]);
  });

  it('follows the pages until everybody is found, and no further', async () => {
    const emails = addressed(...Array.from({ length: 25 }, (_, index) => `user${index}`));
    for (const email of emails) world.graph.addMail(email);
    world.graph.pageSize = 10;
    const before = world.graph.calls.length;

    assert.equal((await locate(emails)).locations.size, 25);
    assert.equal(world.graph.calls.length - before, 3);
    assert.equal((await locate(emails.slice(0, 5))).locations.size, 5);
    assert.equal(world.graph.calls.length - before, 4);
    assert.deepEqual(world.violations, []);
  });

  const copies = (first: string, second: string) =>
    [first, second].map((location) => ({
      networkMessageId: message,
      recipientEmailAddress: 'ola@contoso.com',
      latestDelivery: { location },
    }));
  for (const [first, second, counts] of [
    ['others', 'inbox_folder', 'inbox_folder'],
    ['inbox_folder', 'others', 'inbox_folder'],
    ['deletedFolder', 'junkFolder', 'junkFolder'],
    ['junkFolder', 'inbox_folder', 'inbox_folder'],
    ['others', 'quarantine', 'others'],
  ] as const) {
    it(`tells of two copies (${first}, ${second}) the one that people read, on one page and on two`, async () => {
      const [one, other] = copies(first, second);
      world.graph.lie({ status: 200, body: { value: [one, other] } });
      const onOne = await locate(addressed('ola'));
      const link = 'https://graph.microsoft.com/v1.0/x?startTime=a&$skiptoken=1';
      world.graph.lie({ status: 200, body: { value: [one], '@odata.nextLink': link } });
      world.graph.lie({ status: 200, body: { value: [other] } });
      const onTwo = await locate(addressed('ola'));

      for (const { locations } of [onOne, onTwo]) {
        assert.deepEqual(
          [...locations.values()].map(({ latest }) => latest),
          [counts],
        );
      }
    });
  }

  it('tells nothing of a list that broke off: the copy that counts may be on the next page', async () => {
    const link = 'https://graph.microsoft.com/v1.0/x?startTime=a&$skiptoken=1';
    world.graph.lie(
      { status: 200, body: { value: copies('others', 'others').slice(1), '@odata.nextLink': link } },
      { status: 503 },
    );

    const { locations, unread } = await locate(addressed('ola'));

    assert.equal(locations.size, 0);
    assert.deepEqual([...unread], addressed('ola').map(emailKey));
  });

  it('never follows a link to another host', async () => {
    for (const email of addressed('ola')) world.graph.addMail(email);
    const elsewhere = `https://evil.example/beta/x?startTime=a&$skiptoken=1`;
    world.graph.lie({ status: 200, body: { value: [], '@odata.nextLink': elsewhere } });

    await locate(addressed('ola'));

    const paths = world.graph.calls.slice(-2).map(({ path }) => path);
    for (const path of paths) assert.match(path, /^\/security\/collaboration\/analyzedEmails/);
  });

  it('asks no further in one look once Graph says that it is busy', async () => {
    const many = Array.from({ length: 50 }, (_none, index) => ({
      networkMessageId: `aaaaaaaa-bbbb-4ccc-8ddd-${String(index).padStart(12, '0')}`,
      recipientEmailAddress: 'ola@contoso.com',
    }));
    world.graph.nextReads(...many.map(() => ({ kind: 'status', status: 429, retryAfter: '60' }) as const));
    const before = world.graph.calls.length;

    assert.equal((await locate(many)).retryAfterMs, 60_000);
    assert.ok(world.graph.calls.length - before <= 5);
  });

  it('leaves a list that leads back to itself', async () => {
    for (const email of addressed('ola')) world.graph.addMail(email);
    const before = world.graph.calls.length;
    const link = `https://x.example/?startTime=2026-01-01T00:00:00Z&endTime=2027-01-01T00:00:00Z`;
    for (let page = 0; page < 5; page += 1)
      world.graph.lie({ status: 200, body: { value: [], '@odata.nextLink': link } });

    await locate(addressed('ola'));
    assert.equal(world.graph.calls.length - before, 2);
  });

  it('reads an email that only its id names', async () => {
    const { id } = world.graph.addMail({ networkMessageId: message, recipientEmailAddress: 'ola@contoso.com' });

    const { locations } = await locate([{ id }]);

    assert.equal(locations.get(emailKey({ id }))?.latest, 'inbox_folder');
  });

  const retried: readonly Answer[] = [
    { status: 429, headers: { 'Retry-After': '7' } },
    { status: 503 },
    { status: 500 },
    { status: 204 },
  ];
  for (const lie of retried) {
    it(`says that a later read may tell more, on ${lie.status}`, async () => {
      world.graph.lie(lie);

      const { locations, unread, mayBeTriedAgain, retryAfterMs } = await locate(addressed('ola'));

      assert.deepEqual([locations.size, unread.size, mayBeTriedAgain], [0, 1, true]);
      assert.equal(retryAfterMs, lie.status === 429 ? 7_000 : undefined);
    });
  }

  for (const status of [403, 400, 404] as const) {
    it(`says that a later read tells nothing more, on ${status}`, async () => {
      world.graph.lie({ status, body: { error: { message: 'No.' } } });

      const { unread, mayBeTriedAgain } = await locate(addressed('ola'));

      assert.equal(mayBeTriedAgain, false);
      // To a 400 or 404 there is no such email.
      assert.equal(unread.size, status === 403 ? 1 : 0);
    });
  }

  it('takes nonsense in an answer for nothing found', async () => {
    for (const value of ['x', [null, 7, { recipientEmailAddress: 3 }], [{ latestDelivery: 'inbox' }]]) {
      world.graph.lie({ status: 200, body: { value } });
      assert.equal((await locate(addressed('ola'))).locations.size, 0);
    }
  });
});
