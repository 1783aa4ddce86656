import assert from 'node:assert/strict';
import { createAlertFeed } from '../../src/graph/create-alert-feed.ts';
import type { AlertFeed, AlertPage } from '../../src/workflow/alert-feed.ts';
import type { AlertsFault } from '../sandbox/graph/alerts-types.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';

const role = 'SecurityAlert.Read.All';
const noon = Date.UTC(2026, 10, 21, 12);

describe("the list of Defender's alerts", () => {
  let world: GraphWorld;
  let feed: AlertFeed;
  before(async () => {
    world = await startGraphWorld({ graphRoles: [role] });
    feed = createAlertFeed({ ...world.connection(), timeoutMs: 1_000 });
    for (let nth = 0; nth < 5; nth += 1) {
      world.graph.alerts.add({ id: `fa-${nth}`, lastUpdateDateTime: new Date(noon + nth * 60_000).toISOString() });
    }
    world.graph.alerts.add({
      id: 'of-endpoint',
      serviceSource: 'microsoftDefenderForEndpoint',
      lastUpdateDateTime: new Date(noon).toISOString(),
    });
  });
  afterEach(() => {
    assert.deepEqual(world.violations.splice(0), []);
  });
  after(() => world.close());

  const ids = (page: AlertPage) =>
    page.kind === 'page' ? page.alerts.map((alert) => (alert as { id: string }).id) : [page.problem];

  it('holds what changed at that time or later, of Defender for Office 365 alone', async () => {
    const page = await feed.read({ from: noon + 120_000, pageSize: 50 });

    assert.deepEqual(ids(page), ['fa-4', 'fa-3', 'fa-2']);
    const { query, version, path } = world.graph.alerts.calls.at(-1) ?? {};
    assert.deepEqual(query, {
      $filter: "serviceSource eq 'microsoftDefenderForOffice365' and lastUpdateDateTime ge 2026-11-21T12:02:00.000Z",
      $top: '50',
    });
    assert.deepEqual({ version, path }, { version: 'v1.0', path: '/security/alerts_v2' });
  });

  it('can be asked for a while only', async () => {
    assert.deepEqual(ids(await feed.read({ from: noon, to: noon + 120_000, pageSize: 50 })), ['fa-1', 'fa-0']);
  });

  it('is read page by page, and says what its clock is', async () => {
    const first = await feed.read({ from: noon, pageSize: 2 });
    assert.ok(first.kind === 'page' && first.next !== undefined);
    const second = await feed.read({ next: first.next });
    assert.ok(second.kind === 'page' && second.next !== undefined);
    const third = await feed.read({ next: second.next });

    assert.deepEqual([first, second, third].flatMap(ids), ['fa-4', 'fa-3', 'fa-2', 'fa-1', 'fa-0']);
    assert.equal(third.kind === 'page' && third.next, undefined);
    assert.ok(Math.abs((first.at ?? 0) - Date.now()) < 5_000);
  });

  const foreign: readonly [what: string, link: (origin: string) => unknown][] = [
    ['another host', () => 'https://evil.example/v1.0/security/alerts_v2?$skip=2'],
    ['another port', () => 'https://localhost:1/v1.0/security/alerts_v2?$skip=2'],
    ['plain http', (origin) => `${origin.replace('https', 'http')}/v1.0/security/alerts_v2?$skip=2`],
    ['another list', (origin) => `${origin}/v1.0/users?$skip=2`],
    ['a way out of the list', (origin) => `${origin}/v1.0/security/alerts_v2/../../users?$skip=2`],
    ['a name in front', (origin) => `${origin.replace('://', '://me:you@')}/v1.0/security/alerts_v2?$skip=2`],
    ['the same list from its beginning', (origin) => `${origin}/v1.0/security/alerts_v2`],
    ['no address', () => 'next'],
    ['a number', () => 7],
  ];
  for (const [what, link] of foreign) {
    it(`is not followed to ${what}`, async () => {
      const before = world.graph.calls.length;
      world.graph.alerts.next({ kind: 'nextLink', link: link(world.graph.origin) });

      const page = await feed.read({ from: noon, pageSize: 2 });

      assert.deepEqual(page, { kind: 'notRead', problem: 'foreignLink' });
      assert.equal(world.graph.calls.length, before + 1);
    });
  }

  it('is followed where Graph spells it its own way', async () => {
    world.graph.alerts.next({
      kind: 'nextLink',
      link: `${world.graph.origin}/v1.0/security/alerts_V2?$skiptoken=a%3Db`,
    });

    const page = await feed.read({ from: noon, pageSize: 50 });

    assert.equal(page.kind === 'page' && page.next, '/security/alerts_v2?$skiptoken=a%3Db');
  });

  const faults: readonly [what: string, fault: AlertsFault, answer: object][] = [
    ['a missing permission', { kind: 'status', status: 403 }, { problem: 'permission' }],
    ['a token without the role', { kind: 'status', status: 401 }, { problem: 'permission' }],
    ['throttling', { kind: 'status', status: 429, retryAfter: '17' }, { problem: 'throttled', retryAfterMs: 17_000 }],
    ['a busy Graph', { kind: 'status', status: 503, retryAfter: '5' }, { problem: 'throttled', retryAfterMs: 5_000 }],
    ['a bad request', { kind: 'status', status: 400 }, { problem: 'refused' }],
    ['a broken Graph', { kind: 'status', status: 500 }, { problem: 'unavailable' }],
    ['a reset', { kind: 'reset' }, { problem: 'unavailable' }],
    ['a Graph that does not answer', { kind: 'late', ms: 60_000 }, { problem: 'tooLong' }],
    ['a page of HTML', { kind: 'garbage', body: '<h1>Sign in</h1>' }, { problem: 'garbage' }],
    ['null', { kind: 'garbage', body: 'null' }, { problem: 'garbage' }],
    ['no list', { kind: 'garbage', body: { value: { id: 'fa-1' } } }, { problem: 'garbage' }],
    ['half a list', { kind: 'garbage', body: '{"value":[{"id":"fa-1"},{"i' }, { problem: 'garbage' }],
    ['an endless page', { kind: 'garbage', body: `{"value":["${'x'.repeat(17_000_000)}` }, { problem: 'tooLarge' }],
  ];
  for (const [what, fault, answer] of faults) {
    it(`${what} is said, and not thrown`, async () => {
      // A token that is refused is renewed once.
      world.graph.alerts.next(fault, ...(fault.kind === 'status' && fault.status === 401 ? [fault] : []));

      assert.deepEqual(await feed.read({ from: noon, pageSize: 50 }), { kind: 'notRead', ...answer });
    });
  }
});

describe('an identity that may not read alerts', () => {
  it('is told which permission is missing', async () => {
    const world = await startGraphWorld({ graphRoles: ['SecurityAnalyzedMessage.ReadWrite.All'] });
    try {
      const feed = createAlertFeed(world.connection());
      const page = await feed.read({ from: noon, pageSize: 50 });

      assert.deepEqual(page, { kind: 'notRead', problem: 'permission' });
      assert.match(feed.toMend.permission ?? '', /SecurityAlert\.Read\.All/);
    } finally {
      await world.close();
    }
  });
});
