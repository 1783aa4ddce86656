import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { digest } from '../../src/digest.ts';
import type { Machine } from '../../src/doctor/patient.ts';
import { openSqliteStore } from '../../src/store/sqlite.ts';
import { startFixture } from '../http/http-fixture.ts';
import { type Answerer, listen } from '../sandbox/entra/loopback.ts';
import { sharedTls } from '../sandbox/entra/tls-material.ts';
import { ana } from '../store/samples.ts';
import { type DoctorRun, type DoctorWorld, type Env, rolesNeeded, runHere, startDoctorWorld } from './doctor-world.ts';

const minute = 60_000;
const mebibyte = 1_048_576;

interface Staged {
  readonly env?: Env;
  readonly args?: readonly string[];
  readonly machine?: Partial<Machine>;
  /** Puts back what the environment does not tell. */
  undo?(): unknown;
}

interface Case {
  stage(world: DoctorWorld): Staged | Promise<Staged>;
  /** Each: `<status> <id>`, in order; nothing else may be found. */
  readonly found: readonly string[];
  readonly what: RegExp;
  readonly fix: RegExp;
  /** Default: 1 with a fault, 0 without. */
  readonly exit?: number;
}

const refused = (code: string, app: 'botId' | 'graphClientId') => (world: DoctorWorld) => {
  world.tenant.entra.refusals.set(world[app], `${code}: as Entra says it.`);
  return { undo: () => world.tenant.entra.refusals.clear() };
};

const claiming = (app: 'botId' | 'graphClientId', claims: Record<string, unknown>) => (world: DoctorWorld) => {
  world.tenant.entra.claims.set(world[app], claims);
  return { undo: () => world.tenant.entra.claims.clear() };
};

const roles = (...names: string[]) => claiming('graphClientId', { roles: names });
const without = (role: string) => roles(...rolesNeeded.filter((name) => name !== role));
const answered = (status: 403 | 404 | 503, message?: string) => (world: DoctorWorld) => {
  world.tenant.graph.nextReads({ kind: 'status', status, ...(message === undefined ? {} : { message }) });
  return {};
};

/** Somebody else's server. restify, loaded elsewhere in this process, lets writeHead answer nothing. */
const refusing =
  (status: number): Answerer =>
  async (_request, response) => {
    response.statusCode = status;
    response.end();
  };

/** A store under a folder of its own, changed by hand. */
async function storeOf(world: DoctorWorld, change: (file: string) => void): Promise<Env> {
  const directory = join(world.folder, randomUUID());
  const { close } = await openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });
  await close();
  change(join(directory, 'countersign.db'));
  return { DATA_DIR: directory };
}

async function storeWithChannels({ tenant: { teams }, folder, tenantId, serviceUrl }: DoctorWorld): Promise<Env> {
  const directory = join(folder, randomUUID());
  const { store, close } = await openSqliteStore({ directory, digest, clock: { now: () => 1_000 } });
  const address = { tenantId, teamId: teams.team.id, serviceUrl };
  await store.transaction(async (tx) => {
    for (const channelId of [teams.channel.id, '19:unknown@thread.tacv2', '19:gone@thread.tacv2']) {
      await tx.bindChannel({ ...address, channelId }, {}, ana, 1_000);
    }
    await tx.markChannelsGone(['19:gone@thread.tacv2'], 2_000);
  });
  await close();
  return { DATA_DIR: directory };
}

function changed(file: string, statement: string): void {
  const database = new DatabaseSync(file);
  database.exec(statement);
  database.close();
}

const graphFaultAlone = ['fault graph-token'];

const cases: Readonly<Record<string, Case>> = {
  'an old Node.js': {
    stage: () => ({ machine: { nodeVersion: '22.19.0' } }),
    found: ['fault node'],
    what: /Node\.js 22\.19\.0/,
    fix: /Install Node\.js 24/,
  },
  'a setting that is no number, beside everything that can still be looked at': {
    stage: () => ({ env: { PORT: 'x' } }),
    found: ['fault settings'],
    what: /^PORT must be a whole number/,
    fix: /Set PORT/,
    exit: 78,
  },
  'a misspelt setting': {
    stage: () => ({ env: { LOGLEVEL: 'debug' } }),
    found: ['warning settings'],
    what: /^LOGLEVEL is not a setting/,
    fix: /Rename it to LOG_LEVEL/,
  },
  'a policy that is not named': {
    stage: () => ({ env: { POLICY_FILE: ' ' } }),
    found: ['fault policy'],
    what: /^POLICY_FILE must name .* it is not set/,
    fix: /^Set POLICY_FILE to the path of /,
    exit: 78,
  },
  'a policy that lies elsewhere': {
    stage: ({ folder }) => ({ env: { POLICY_FILE: join(folder, 'MARKER.json') } }),
    found: ['fault policy'],
    what: /^POLICY_FILE must name a file that can be read/,
    fix: /^Set POLICY_FILE to the path of .* let the user of the service read it/,
    exit: 78,
  },
  'a policy that is no JSON': {
    stage: (world) => ({ env: { POLICY_FILE: world.policyFile('{"approvers": ') } }),
    found: ['fault policy'],
    what: /stops being JSON at line 1/,
    fix: /npm run policy -- check \(in the container: node dist\/cli\/policy\.js check\)/,
    exit: 78,
  },
  'a policy that nobody can meet': {
    stage: (world) => {
      const rules = [{ when: {}, require: [{ from: 'approvers', count: 2 }] }];
      return { env: { POLICY_FILE: world.policyFile({ approvers: { users: ['ana@contoso.com'] }, rules }) } };
    },
    found: ['fault policy'],
    what: /\/rules\/0/,
    fix: /npm run policy -- check/,
    exit: 78,
  },
  'a reminder that comes too late': {
    stage: (world) => {
      const approvers = { users: ['ana@contoso.com'], groups: [world.groupId] };
      return { env: { POLICY_FILE: world.policyFile({ approvers, remindAfter: 'P2D' }) } };
    },
    found: ['warning policy'],
    what: /\/remindAfter .*has no effect/,
    fix: /Correct the file/,
  },
  'metrics open to other machines': {
    stage: () => ({ env: { HOST: '0.0.0.0' } }),
    found: ['warning exposure'],
    what: /INTERNAL_PORT is not set/,
    fix: /Set INTERNAL_PORT/,
  },
  'a disk that is nearly full': {
    stage: () => ({ machine: { freeBytes: async () => 50 * mebibyte } }),
    found: ['fault disk-space'],
    what: /50 MiB free/,
    fix: /Free space/,
  },
  'a disk that fills up': {
    stage: () => ({ machine: { freeBytes: async () => 900 * mebibyte } }),
    found: ['warning disk-space'],
    what: /900 MiB free/,
    fix: /Free space/,
  },
  'a database file that is none': {
    stage: async (world) => ({ env: await storeOf(world, (file) => writeFileSync(file, 'nonsense'.repeat(1_000))) }),
    found: ['fault database'],
    what: /damaged or is not a database/,
    fix: /Restore it from a backup/,
  },
  'tables of a newer version': {
    stage: async (world) => ({
      env: await storeOf(world, (file) => changed(file, `insert into kysely_migration values ('999-later', 'now')`)),
    }),
    found: ['fault database'],
    what: /newer version/,
    fix: /Install that version/,
  },
  'tables of an older version': {
    stage: async (world) => ({
      env: await storeOf(world, (file) => changed(file, `delete from kysely_migration where name > '013'`)),
    }),
    found: ['warning database'],
    what: /older than this version/,
    fix: /Start this version/,
  },
  'a store that is damaged, and that holds the channels': {
    stage: async (world) => {
      const env = await storeOf(world, (file) => writeFileSync(file, 'nonsense'.repeat(1_000)));
      return { env: { ...env, ALERT_CHANNEL: '' } };
    },
    found: ['fault database'],
    what: /damaged/,
    fix: /Restore/,
  },
  'settings of Graph that are wrong, beside a bot that can still be looked at': {
    stage: (world) => {
      world.tenant.entra.refusals.set(world.botId, 'AADSTS7000222: as Entra says it.');
      return { env: { GRAPH_AUTH: 'secret' }, undo: () => world.tenant.entra.refusals.clear() };
    },
    found: ['fault settings', 'fault bot-token'],
    what: /^GRAPH_AUTH must be/,
    fix: /Set GRAPH_AUTH/,
    exit: 78,
  },
  'a PostgreSQL that nobody answers for': {
    stage: () => ({ env: { DATABASE_URL: 'postgres://someone:MARKER-PASSWORD@127.0.0.1:1/countersign' } }),
    found: ['fault database'],
    what: /PostgreSQL \(DATABASE_URL\) cannot be reached/,
    fix: /^Check host, port and network\.$/,
  },
  'a certificate that ends soon': {
    stage: (world) => ({ env: { BOT_PASSWORD: '', BOT_CERTIFICATE_PATH: world.certificateFile } }),
    found: ['warning certificates'],
    what: /BOT_CERTIFICATE_PATH ends in 6 days/,
    fix: /az ad app credential reset --id \S+ --cert/,
  },
  'a tenant that there is not': {
    stage: () => ({ env: { BOT_TENANT_ID: randomUUID() } }),
    found: ['fault entra'],
    what: /AADSTS90002/,
    fix: /az account show --query tenantId/,
  },
  'an Entra that cannot be reached': {
    stage: ({ nowhere }) => ({ env: { AZURE_AUTHORITY_HOST: nowhere } }),
    found: ['fault entra'],
    what: /nothing listens there \(ECONNREFUSED\)/,
    fix: /port 443/,
  },
  'a clock ten minutes ahead': {
    stage: () => ({ machine: { clock: { now: () => Date.now() + 10 * minute } } }),
    found: ['fault clock'],
    what: /(599|60\d) s ahead/,
    fix: /timedatectl set-ntp true/,
  },
  'a clock two minutes behind': {
    stage: () => ({ machine: { clock: { now: () => Date.now() - 2 * minute } } }),
    found: ['warning clock'],
    what: /1[12]\d s behind/,
    fix: /timedatectl set-ntp true/,
  },
  'an expired secret of the bot': {
    stage: refused('AADSTS7000222', 'botId'),
    found: ['fault bot-token'],
    what: /secret in BOT_PASSWORD has expired \(AADSTS7000222\)/,
    fix: /az ad app credential reset --id [\da-f-]{36} --append/,
  },
  'a wrong secret of the bot': {
    stage: () => ({ env: { BOT_PASSWORD: 'MARKER-WRONG' } }),
    found: ['fault bot-token'],
    what: /BOT_PASSWORD is wrong \(AADSTS7000215\)/,
    fix: /Value of the secret, not its Secret ID/,
  },
  'an unknown app as the bot': {
    stage: refused('AADSTS700016', 'botId'),
    found: ['fault bot-token'],
    what: /knows no app with the id in BOT_ID \(AADSTS700016\)/,
    fix: /Set BOT_ID to the Application \(client\) ID/,
  },
  'a bot whose tenant Entra does not find when asked for a token': {
    stage: refused('AADSTS90002', 'botId'),
    found: ['fault bot-token'],
    what: /no tenant with the id in BOT_TENANT_ID/,
    fix: /Set BOT_TENANT_ID/,
  },
  'a bot of another tenant': {
    stage: claiming('botId', { tid: '0a0a0a0a-1111-4111-8111-00000000000f' }),
    found: ['fault bot-identity'],
    what: /another tenant than BOT_TENANT_ID/,
    fix: /Set BOT_TENANT_ID=0a0a0a0a-1111-4111-8111-00000000000f/,
  },
  'keys of Teams that cannot be read': {
    stage: ({ nowhere }) => ({ env: { BOT_OPENID_METADATA_URL: `${nowhere}/MARKER-PATH` } }),
    found: ['fault bot-metadata'],
    what: /BOT_OPENID_METADATA_URL names cannot be read: nothing listens/,
    fix: /login\.botframework\.com/,
  },
  'an app that is not in the team': {
    stage: async ({ tenant }) => {
      await tenant.teams.removeApp({ silently: true });
      return { undo: () => tenant.teams.putBackApp() };
    },
    found: ['fault teams-channel'],
    what: /not installed in the team of ALERT_CHANNEL \(BotNotInConversationRoster\)/,
    fix: /add the app to the team/,
  },
  'a channel that was deleted': {
    stage: ({ tenant: { teams } }) => ({ env: { ALERT_CHANNEL: `${teams.team.id}/19:gone@thread.tacv2` } }),
    found: ['fault teams-channel'],
    what: /knows no channel as ALERT_CHANNEL names it/,
    fix: /@Countersign alerts here/,
  },
  'no channel at all': {
    stage: () => ({ env: { ALERT_CHANNEL: '' } }),
    found: ['warning teams-channel'],
    what: /none is bound/,
    fix: /@Countersign alerts here/,
  },
  'bound channels of which one is gone, and one that Teams does not know': {
    stage: async (world) => ({ env: { ALERT_CHANNEL: '', ...(await storeWithChannels(world)) } }),
    found: ['warning teams-channel', 'fault teams-channel'],
    what: /^1 of 3 bound channels are gone/,
    fix: /@Countersign alerts here/,
  },
  'a Teams that is not where it was': {
    stage: ({ nowhere }) => ({ env: { TEAMS_SERVICE_URL: `${nowhere}/MARKER-PATH/` } }),
    found: ['fault teams-channel'],
    what: /cannot be reached at the service URL/,
    fix: /TEAMS_SERVICE_URL/,
  },
  'an expired secret for Graph': {
    stage: refused('AADSTS7000222', 'graphClientId'),
    found: graphFaultAlone,
    what: /secret in AZURE_CLIENT_SECRET has expired/,
    fix: /az ad app credential reset/,
  },
  'a tenant for Graph that there is not': {
    stage: () => ({ env: { AZURE_TENANT_ID: randomUUID() } }),
    found: graphFaultAlone,
    what: /no tenant with the id in AZURE_TENANT_ID/,
    fix: /Set AZURE_TENANT_ID/,
  },
  'a token for another Graph': {
    stage: claiming('graphClientId', { aud: 'https://graph.microsoft.us' }),
    found: ['fault graph-identity'],
    what: /another audience/,
    fix: /Set CLOUD/,
  },
  'a Graph of another tenant': {
    stage: claiming('graphClientId', { tid: randomUUID() }),
    found: ['fault graph-identity'],
    what: /neither BOT_TENANT_ID nor in ALLOWED_TENANTS/,
    fix: /Set AZURE_TENANT_ID/,
  },
  'a delegated token': {
    stage: claiming('graphClientId', { scp: 'SecurityAnalyzedMessage.ReadWrite.All', roles: undefined }),
    found: ['fault graph-identity'],
    what: /acts for a person \(delegated\)/,
    fix: /application permission/,
  },
  'the app role of the remediation missing': {
    stage: without('SecurityAnalyzedMessage.ReadWrite.All'),
    found: ['fault graph-roles'],
    what: /SecurityAnalyzedMessage\.ReadWrite\.All is missing/,
    fix: /infra\/grant-graph-roles\.sh <object id of the identity> SecurityAnalyzedMessage\.ReadWrite\.All/,
  },
  'the app role of groups missing, of an identity with a known id': {
    stage: claiming('graphClientId', {
      roles: rolesNeeded.filter((name) => name !== 'GroupMember.Read.All'),
      oid: '0a0a0a0a-1111-4111-8111-00000000000e',
    }),
    found: ['fault graph-roles'],
    what: /GroupMember\.Read\.All is missing/,
    fix: /grant-graph-roles\.sh 0a0a0a0a-1111-4111-8111-00000000000e GroupMember\.Read\.All/,
  },
  'the app role of polling missing': {
    stage: () => ({ env: { DEFENDER_POLL_EVERY: 'PT5M' } }),
    found: ['fault graph-roles'],
    what: /SecurityAlert\.Read\.All is missing/,
    fix: /sh \S.* SecurityAlert\.Read\.All/,
  },
  'the app role of the command find missing': {
    stage: without('ThreatHunting.Read.All'),
    found: ['warning graph-roles'],
    what: /ThreatHunting\.Read\.All is missing/,
    fix: /sh \S.* ThreatHunting\.Read\.All/,
  },
  'app roles that nothing needs': {
    stage: roles(...rolesNeeded, 'Mail.ReadWrite', 'Sites.FullControl.All'),
    found: ['warning graph-roles'],
    what: /nothing here needs: Mail\.ReadWrite, Sites\.FullControl\.All/,
    fix: /revoke/,
  },
  'a tenant without Plan 2': {
    stage: answered(403, 'Invalid subscription'),
    found: ['fault defender'],
    what: /lacks the subscription/,
    fix: /Plan 2/,
  },
  'a Graph that refuses reads': {
    stage: answered(403),
    found: ['fault defender'],
    what: /refuses to let analyzed emails be read \(403\)/,
    fix: /admin consent/,
  },
  'a Graph without analyzed emails': {
    stage: answered(404),
    found: ['fault defender'],
    what: /\(404\)/,
    fix: /GRAPH_API_VERSION=beta/,
  },
  'a Graph that is busy': {
    stage: answered(503),
    found: ['warning defender'],
    what: /503/,
    fix: /again in a minute/,
  },
  'a group that is not in Entra': {
    stage: (world) => {
      const approvers = { users: ['ana@contoso.com'], groups: [world.groupId, randomUUID()] };
      return { env: { POLICY_FILE: world.policyFile({ approvers }) } };
    },
    found: ['fault policy-groups'],
    what: /\/approvers\/groups\/1: there is no such group/,
    fix: /az ad group show/,
  },
  'an approver who is not in Entra': {
    stage: (world) => {
      const approvers = { users: ['ana@contoso.com', 'ann@contoso.com'], groups: [world.groupId] };
      return { env: { POLICY_FILE: world.policyFile({ approvers }) } };
    },
    found: ['warning policy-people'],
    what: /\/approvers\/users\/1: there is nobody/,
    fix: /az ad user list/,
  },
  'no source of alerts': {
    stage: () => ({
      env: {
        WEBHOOK_SECRETS: '',
        ALERTS_TENANT_ID: '',
        ALERTS_AUDIENCE: '',
        ALERTS_CLIENTS: '',
        ALERTS_OPENID_METADATA_URL: '',
      },
    }),
    found: ['warning alert-sources'],
    what: /No source may send alerts/,
    fix: /openssl rand -base64 32/,
  },
  'a secret that somebody made up': {
    stage: () => ({
      env: { WEBHOOK_SECRETS: `mailgate=whsec_${Buffer.from('change me, change me, change').toString('base64')}` },
    }),
    found: ['warning alert-sources'],
    what: /The secret of mailgate in WEBHOOK_SECRETS looks like a placeholder/,
    fix: /openssl rand/,
  },
  'keys of app tokens that cannot be read': {
    stage: ({ nowhere }) => ({ env: { ALERTS_OPENID_METADATA_URL: `${nowhere}/MARKER-PATH` } }),
    found: ['fault alert-tokens'],
    what: /metadata of ALERTS_TENANT_ID cannot be read/,
    fix: /ALERTS_TENANT_ID/,
  },
  'somebody who waits for outcomes and is not there': {
    stage: ({ nowhere, goodSecret }) => ({
      env: { OUTCOME_CALLBACKS: `mailgate=${nowhere}/MARKER-PATH`, OUTCOME_SECRETS: `mailgate=${goodSecret}` },
    }),
    found: ['warning outcome-callbacks'],
    what: /OUTCOME_CALLBACKS names for mailgate cannot be reached: nothing listens/,
    fix: /Correct the address in OUTCOME_CALLBACKS/,
  },
  'a collector that is not there': {
    stage: () => ({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1/MARKER-PATH' } }),
    found: ['warning telemetry'],
    what: /cannot be reached: nothing listens there/,
    fix: /Start the collector/,
  },
  'an address that is not the service': {
    stage: async () => {
      const other = await listen(refusing(404));
      return { args: ['--endpoint', `http://127.0.0.1:${other.port}/api/messages`], undo: other.close };
    },
    found: ['fault endpoint'],
    what: /no \/api\/messages at --endpoint \(404\)/,
    fix: /forward \/api\//,
  },
  'a login in front of the service': {
    stage: async () => {
      const other = await listen(refusing(401));
      return { args: ['--endpoint', `http://127.0.0.1:${other.port}`], undo: other.close };
    },
    found: ['fault endpoint'],
    what: /refuses the message itself \(401\)/,
    fix: /App Service: Authentication/,
  },
  'a TLS certificate of the endpoint that ends soon': {
    stage: async () => {
      const service = await startFixture({ admitActivity: async () => ({ kind: 'refused', answer: { status: 401 } }) });
      const front = await listen(
        async (_request, response) => {
          const answer = await service.send({ path: '/api/messages', headers: { 'content-type': 'application/json' } });
          response.statusCode = answer.status;
          response.end(answer.text);
        },
        await sharedTls(),
      );
      const undo = () => Promise.all([front.close(), service.close()]);
      return { args: ['--endpoint', `https://localhost:${front.port}`], undo };
    },
    found: ['warning endpoint'],
    what: /ends in 6 days/,
    fix: /Renew it/,
  },
};

const remarks = ({ rows }: DoctorRun) => rows.filter(({ status }) => status === 'fault' || status === 'warning');

describe('npm run doctor', () => {
  let world: DoctorWorld;
  before(async () => {
    world = await startDoctorWorld();
    mkdirSync(world.dataDir);
  });
  after(() => world.close());

  it('finds nothing on a healthy sandbox, beside the store in use, and changes nothing', async () => {
    const { close, store } = await openSqliteStore({ directory: world.dataDir, digest, clock: { now: () => 1_000 } });
    try {
      const run = await world.look(world.healthy());

      assert.deepEqual(remarks(run), []);
      assert.deepEqual([run.status, run.ok, run.stderr], [0, true, '']);
      await store.ping();
    } finally {
      await close();
      rmSync(world.dataDir, { recursive: true });
    }
    assert.deepEqual(world.tenant.graph.remediations, []);
    assert.deepEqual(world.tenant.teams.posts(), []);
    assert.deepEqual(world.tenant.violations, []);
  });

  it('says nothing of a token for Graph where Entra cannot be reached, and why', async () => {
    const { rows } = await world.look(world.healthy({ AZURE_AUTHORITY_HOST: world.nowhere }));

    for (const id of ['graph-identity', 'graph-roles', 'defender', 'policy-groups', 'policy-people']) {
      assert.deepEqual(
        rows.filter((row) => row.id === id).map(({ status, what }) => [status, what]),
        [['skipped', 'Skipped because there is no token for Graph.']],
        id,
      );
    }
  });

  it('is over in time where Entra and Graph take connections and keep silent, and still tells all the rest', async () => {
    const silent = await listen(() => new Promise(() => undefined), await sharedTls());
    const env = world.healthy({
      AZURE_AUTHORITY_HOST: `https://localhost:${silent.port}`,
      GRAPH_ROOT: `https://localhost:${silent.port}`,
    });
    const started = performance.now();

    const { stdout, status } = await runHere(['--json'], env, { checkMs: 150 });

    const took = performance.now() - started;
    await silent.close();
    const { checks } = JSON.parse(stdout) as { checks: DoctorRun['rows'] };
    // The clock waits a little less long than a check may take, which here is nothing.
    const faults = checks.filter((row) => row.status === 'fault' && row.id !== 'clock');
    assert.deepEqual(
      faults.map(({ id, what }) => `${id}: ${what}`),
      ['entra', 'graph-token'].map((id) => `${id}: There was no answer within 0.15 s.`),
    );
    assert.equal(checks.find(({ id }) => id === 'alert-tokens')?.status, 'ok');
    assert.equal(status, 1);
    assert.ok(took < 2_000, `${took} ms`);
  });

  for (const [name, { stage, found, what, fix, exit }] of Object.entries(cases)) {
    it(`finds ${name}, and nothing else`, async () => {
      const staged: Staged = await stage(world);
      try {
        const run = await world.look(world.healthy(staged.env), staged.args, staged.machine);

        assert.deepEqual(
          remarks(run).map(({ id, status }) => `${status} ${id}`),
          found,
          run.stdout,
        );
        const [first] = remarks(run);
        assert.match(first?.what ?? '', what);
        assert.match(first?.fix ?? '', fix);
        assert.notEqual(first?.why ?? '', '');
        const isFault = remarks(run).some(({ status }) => status === 'fault');
        assert.deepEqual([run.status, run.ok], [exit ?? Number(isFault), !isFault]);
        assert.doesNotMatch(run.stdout, /eyJ/, 'a token');
        for (const secret of [...world.secrets, 'MARKER']) assert.ok(!run.stdout.includes(secret), secret);
      } finally {
        await staged.undo?.();
      }
    });
  }
});
