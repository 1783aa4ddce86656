import assert from 'node:assert/strict';
import { execFile as execFileCallback } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleRecord, sampleRecords } from '../alerts/records.ts';
import { fencesOf, readPages } from '../docs/pages.ts';
import { nameOf } from '../docs/shell-commands.ts';
import { type Fixture, plainAlert, secrets, signatureHeaders, startFixture } from './http-fixture.ts';

const execFile = promisify(execFileCallback);
const routes = ['defender', 'sentinel', 'sublime'] as const;
const path = (route: string) => `/api/alerts/${route}`;

describe('POST /api/alerts/defender, /sentinel and /sublime', () => {
  let fixture: Fixture;
  before(async () => {
    fixture = await startFixture();
  });
  beforeEach(() => {
    fixture.alerts.length = 0;
  });
  after(() => fixture.close());

  it('answers a record with one alert as any alert is answered', async () => {
    const { record } = sampleRecord('graph-alert');

    const reply = await fixture.push(record, { path: path('defender') });

    assert.equal(reply.status, 202);
    assert.deepEqual(reply.json, {
      requestId: 'CS-7F3K2Q',
      revision: 1,
      state: 'pending',
      duplicate: false,
      statusUrl: '/api/requests/CS-7F3K2Q',
    });
  });

  it('answers a record with several alerts by the first one, and lists all', async () => {
    const reply = await fixture.push(sampleRecord('graph-list').record, { path: path('defender') });

    const answer = { requestId: 'CS-7F3K2Q', revision: 1, state: 'pending', duplicate: false };
    const told = { ...answer, statusUrl: '/api/requests/CS-7F3K2Q' };
    const alerts = fixture.alerts.map(({ alertId }) => ({ alertId, ...told }));
    assert.equal(alerts.length, 2);
    assert.deepEqual(reply.json, { ...told, alerts });
  });

  it('speaks for the source that signed, whatever the record says', async () => {
    const { record } = sampleRecord('sublime-flagged');
    const claimed = { ...(record as object), source: 'defender' };

    await fixture.push(claimed, { path: path('sublime'), secret: secrets.sublime });

    assert.deepEqual(
      fixture.alerts.map(({ source }) => source),
      ['sublime'],
    );
  });

  for (const route of routes) {
    it(`takes nothing without a signature: ${route}`, async () => {
      const body = JSON.stringify(sampleRecord('graph-alert').record);
      const json = { 'content-type': 'application/json' };
      const bare = await fixture.send({ path: path(route), body, headers: json });
      const forged = { ...json, ...signatureHeaders(`${body} `) };
      const wrong = await fixture.send({ path: path(route), body, headers: forged });

      assert.deepEqual([bare.status, wrong.status], [401, 401]);
      assert.deepEqual(fixture.alerts, []);
    });

    it(`names what is wrong by its pointer, without a value: ${route}`, async () => {
      const reply = await fixture.push({ MARKER: 'MARKER' }, { path: path(route) });

      assert.equal(reply.status, 400);
      assert.equal(reply.headers['content-type'], 'application/problem+json');
      assert.equal((reply.json['errors'] as { pointer: string }[])[0]?.pointer, '');
      assert.doesNotMatch(reply.text + JSON.stringify(fixture.logged), /MARKER/);
    });

    it(`has the limits of every alert: ${route}`, async () => {
      const large = await fixture.push('x'.repeat(4 * 1_024 * 1_024 + 1), { path: path(route) });
      const deep = await fixture.push(`${'['.repeat(65)}${']'.repeat(65)}`, { path: path(route) });
      const text = await fixture.push('{}', { path: path(route), headers: { 'content-type': 'text/plain' } });

      assert.deepEqual([large.status, deep.status, text.status], [413, 400, 415]);
    });

    it(`does not take our own body: ${route}`, async () => {
      const reply = await fixture.push(plainAlert(), { path: path(route) });

      assert.equal(reply.status, 400);
    });
  }

  it('understands a record by its shape on either route of Microsoft’s', async () => {
    for (const name of ['graph-alert', 'sentinel-trigger', 'hunting-graph', 'reported-to-log']) {
      const { record } = sampleRecord(name);
      const replies = [];
      for (const route of ['defender', 'sentinel']) {
        fixture.alerts.length = 0;
        const { status } = await fixture.push(record, { path: path(route) });
        replies.push([status, ...fixture.alerts]);
      }
      assert.equal(replies[0]?.[0], 202, name);
      assert.deepEqual(replies[1], replies[0], name);
    }
  });

  it('shares what a source may send in a minute among all routes', async () => {
    const limited = await startFixture({ alertsPerMinute: 2, clock: { now: () => 1_800_000_000_000 } });
    const { record } = sampleRecord('graph-alert');
    const statuses: number[] = [];
    for (const route of ['defender', 'sentinel', 'sublime']) {
      statuses.push((await limited.push(record, { path: path(route) })).status);
    }
    await limited.close();

    assert.deepEqual(statuses, [202, 202, 429]);
  });

  it('counts each alert of a body, takes no body by half, and lets the next one wait for what was too much', async () => {
    let now = 1_800_000_000_000;
    const limited = await startFixture({ alertsPerMinute: 60, clock: { now: () => now } });
    const rows = Array.from({ length: 100 }, (_, row) => ({ AlertId: `r${row}`, Title: 't' }));
    const push = () => limited.push(rows, { path: path('defender') });

    const first = await push();
    const taken = limited.alerts.length;
    const second = await push();
    now += 41_000;
    const third = await push();
    await limited.close();

    assert.deepEqual([first.status, taken, second.status, third.status], [202, 100, 429, 202]);
    assert.equal(second.headers['retry-after'], '41');
  });

  it('takes what the command in docs/alerts.md posts', async function () {
    if (process.platform === 'win32') this.skip();
    const page = readPages().find((one) => one.path === 'docs/alerts.md');
    const block = page && fencesOf(page).find((fence) => nameOf(fence) === 'post-record');
    const folder = await mkdtemp(join(tmpdir(), 'countersign-'));
    await writeFile(join(folder, 'record.json'), JSON.stringify(sampleRecord('graph-alert').record, null, 2));
    const env = { SERVICE: fixture.http.origin, SECRET: secrets.defender, PATH: process.env['PATH'] ?? '' };

    const { stdout } = await execFile('sh', ['-c', block?.lines.join('\n') ?? ''], { cwd: folder, env });

    await rm(folder, { recursive: true });
    assert.partialDeepStrictEqual(JSON.parse(stdout), { requestId: 'CS-7F3K2Q', duplicate: false });
    assert.equal(fixture.alerts[0]?.source, 'defender');
  });

  it('takes every sample', async () => {
    for (const [name, { route, record }] of sampleRecords) {
      const reply = await fixture.push(record, { path: path(route) });
      assert.equal(reply.status, 202, name);
    }
  });
});
