import assert from 'node:assert/strict';
import type { Config } from '../../src/config/config-types.ts';
import { describeConfig } from '../../src/config/describe-settings.ts';
import { readConfig } from '../../src/config.ts';
import {
  appTokens,
  botId,
  files,
  graphApp,
  graphAppId,
  least,
  policyDocument,
  type Settings,
  webhookSecret as secret,
  singleTenant,
  tenantId,
} from './settings.ts';

function configOf(changes: Settings = {}): Config {
  const result = readConfig({ ...least, ...changes }, files);
  assert.equal(result.kind, 'ok', JSON.stringify(result));
  return result.config;
}

function storePlace({ store }: Config): string {
  return store.kind === 'embedded' ? store.dataDir : store.url.reveal();
}

describe('the settings', () => {
  it('have a default wherever they may be absent', () => {
    const config = configOf();

    assert.deepEqual(config, {
      http: { host: '127.0.0.1', port: 3978 },
      bot: {
        appId: botId,
        type: 'UserAssignedMsi',
        tenantId,
        credential: { kind: 'managedIdentity' },
        allowedTenants: [tenantId],
        loginAuthority: 'https://login.microsoftonline.com',
      },
      graph: {
        cloud: 'global',
        root: 'https://graph.microsoft.com',
        apiVersion: 'beta',
        auth: { kind: 'managedIdentity' },
        loginAuthority: 'https://login.microsoftonline.com',
        timeoutMs: 30_000,
        approverUpn: 'auto',
      },
      store: { kind: 'embedded', dataDir: './data' },
      policy: {
        path: 'policy.json',
        policy: {
          approvers: { users: ['ana@contoso.com'], groups: [] },
          guests: false,
          requesterMayApprove: false,
          expiresAfterMs: 86_400_000,
          rules: [],
        },
        document: policyDocument,
      },
      teams: { rateLimits: 'published', foldAbove: 20, clicksPerMinute: 600 },
      alerts: { perMinute: 6_000, webhookSecrets: [] },
      callbacks: [],
      remediation: {
        mode: 'dry-run',
        batchSize: 1_000,
        reconcileAfterMs: 120_000,
        verifyScheduleMs: [60_000, 300_000, 900_000, 3_600_000, 21_600_000],
        reviseEveryMs: 30_000,
        retainMailFactsMs: 90 * 86_400_000,
      },
      audit: {},
      words: { language: 'en', timeZone: 'UTC' },
      tracing: {
        exporter: 'none',
        url: 'http://localhost:4318/v1/traces',
        sampler: { kind: 'parentbased_always_on', ratio: 1 },
        serviceName: 'countersign',
        resource: {},
      },
      log: { level: 'info' },
    });
  });

  it('take an empty or blank value for an absent one', () => {
    assert.deepEqual(configOf({ PORT: '', CLOUD: ' ', ALERTS_TENANT_ID: '', AZURE_CLIENT_ID: '\t' }), configOf());
  });

  it('cannot be changed once they are read', () => {
    const { bot, remediation } = configOf();

    assert.throws(() => Reflect.set(bot, 'appId', '') || assert.fail('frozen'), { message: 'frozen' });
    assert.ok(Object.isFrozen(remediation.verifyScheduleMs));
  });

  const taken: readonly [what: string, changes: Settings, read: (config: Config) => unknown, expected: unknown][] = [
    ['any free port', { PORT: '0', INTERNAL_PORT: '0' }, ({ http }) => [http.port, http.internalPort], [0, 0]],
    ['an IPv6 address', { HOST: '::1' }, ({ http }) => http.host, '::1'],
    ['a type as Azure writes it', { BOT_TYPE: 'UserAssignedMSI' }, ({ bot }) => bot.type, 'UserAssignedMsi'],
    [
      'a password with blanks',
      { ...singleTenant, BOT_PASSWORD: ' p=w ' },
      ({ bot }) => bot.credential.kind === 'password' && bot.credential.password.reveal(),
      ' p=w ',
    ],
    [
      'a certificate',
      { ...singleTenant, BOT_CERTIFICATE_PATH: 'bot.pem' },
      ({ bot }) => bot.credential,
      { kind: 'certificate', path: 'bot.pem' },
    ],
    [
      'several tenants',
      { ALLOWED_TENANTS: `${tenantId.toUpperCase()}, ${graphAppId},` },
      ({ bot }) => bot.allowedTenants,
      [tenantId, graphAppId],
    ],
    [
      'a government cloud, all of it',
      { CLOUD: 'gccHigh', ...appTokens },
      ({ graph, bot, alerts }) => [graph.root, graph.loginAuthority, bot.loginAuthority, alerts.appTokens?.issuer],
      [
        'https://graph.microsoft.us',
        'https://login.microsoftonline.us',
        'https://login.microsoftonline.us',
        `https://login.microsoftonline.us/${tenantId}/v2.0`,
      ],
    ],
    ['another Graph', { GRAPH_ROOT: 'https://graph.test:8443/' }, ({ graph }) => graph.root, 'https://graph.test:8443'],
    ['v1.0 in the global cloud', { GRAPH_API_VERSION: 'v1.0' }, ({ graph }) => graph.apiVersion, 'v1.0'],
    [
      'another login authority, for bot and Graph, not for alerts',
      { AZURE_AUTHORITY_HOST: 'https://login.test:8443/', ...appTokens },
      ({ graph, bot, alerts }) => [graph.loginAuthority, bot.loginAuthority, alerts.appTokens?.metadataUrl],
      [
        'https://login.test:8443',
        'https://login.test:8443',
        `https://login.microsoftonline.com/${tenantId}/v2.0/.well-known/openid-configuration`,
      ],
    ],
    [
      'a user-assigned identity',
      { AZURE_CLIENT_ID: graphAppId },
      ({ graph }) => graph.auth,
      { kind: 'managedIdentity', clientId: graphAppId },
    ],
    [
      'a workload identity',
      { GRAPH_AUTH: 'workloadIdentity', ...graphApp, AZURE_FEDERATED_TOKEN_FILE: '/var/token' },
      ({ graph }) => graph.auth,
      {
        kind: 'workloadIdentity',
        tenantId: 'contoso.onmicrosoft.com',
        clientId: graphAppId,
        tokenFilePath: '/var/token',
      },
    ],
    [
      'a client secret',
      { GRAPH_AUTH: 'clientSecret', ...graphApp, AZURE_CLIENT_SECRET: 's' },
      ({ graph }) => graph.auth.kind === 'clientSecret' && graph.auth.clientSecret.reveal(),
      's',
    ],
    [
      'a certificate for Graph',
      {
        GRAPH_AUTH: 'certificate',
        ...graphApp,
        AZURE_CLIENT_CERTIFICATE_PATH: 'graph.pem',
        AZURE_CLIENT_CERTIFICATE_PASSWORD: 'p',
      },
      ({ graph }) => graph.auth.kind === 'certificate' && graph.auth.certificatePassword?.reveal(),
      'p',
    ],
    ['a time with a fraction', { GRAPH_TIMEOUT: 'PT0.25S' }, ({ graph }) => graph.timeoutMs, 250],
    ['days and hours', { RETAIN_MAIL_FACTS: 'P1DT2H3M4S' }, (c) => c.remediation.retainMailFactsMs, 93_784_000],
    ['no gathering at all', { REVISE_EVERY: 'PT0S' }, ({ remediation }) => remediation.reviseEveryMs, 0],
    [
      'a schedule in any order',
      { VERIFY_SCHEDULE: 'PT1H, PT1M,PT1M' },
      ({ remediation }) => remediation.verifyScheduleMs,
      [60_000, 3_600_000],
    ],
    [
      'a channel',
      { ALERT_CHANNEL: '19:team@thread.tacv2/19:abc_d-e@thread.skype' },
      ({ teams }) => teams.alertChannel,
      { teamId: '19:team@thread.tacv2', channelId: '19:abc_d-e@thread.skype' },
    ],
    [
      'a connector on loopback',
      { TEAMS_SERVICE_URL: 'http://127.0.0.1:8080/teams/' },
      ({ teams }) => teams.serviceUrl,
      'http://127.0.0.1:8080/teams/',
    ],
    [
      'secrets of several sources, old and new',
      { WEBHOOK_SECRETS: `defender=${secret(24)},defender=${secret(64)}, sublime.eu-1=${secret(32)}` },
      ({ alerts }) => alerts.webhookSecrets.map(({ source, secret: kept }) => `${source} ${kept.reveal().length}`),
      ['defender 38', 'defender 94', 'sublime.eu-1 50'],
    ],
    [
      'how often Defender is polled',
      { DEFENDER_POLL_EVERY: 'PT30S' },
      ({ alerts }) => alerts.poll,
      { everyMs: 30_000, source: 'defender' },
    ],
    [
      'the name under which polled alerts come in',
      { DEFENDER_POLL_EVERY: 'P1D', DEFENDER_POLL_SOURCE: 'm365.prod' },
      ({ alerts }) => alerts.poll,
      { everyMs: 86_400_000, source: 'm365.prod' },
    ],
    ['a name that nothing is polled under', { DEFENDER_POLL_SOURCE: 'm365' }, ({ alerts }) => alerts.poll, undefined],
    [
      'who is told how requests end, with old and new secret',
      {
        WEBHOOK_SECRETS: `mailgate=${secret(32)}`,
        ...appTokens,
        DEFENDER_POLL_EVERY: 'PT1M',
        OUTCOME_CALLBACKS:
          'mailgate=https://soar.example/hook?code=a=b%2Cc, sentinel=http://127.0.0.1:9000/, defender=https://10.0.0.7/x',
        OUTCOME_SECRETS: `mailgate=${secret(24, 1)},defender=${secret(24, 2)},sentinel=${secret(24, 3)},mailgate=${secret(24, 4)}`,
      },
      ({ callbacks }) => callbacks.map(({ source, url, secrets }) => `${source} ${url.reveal()} ${secrets.length}`),
      [
        'mailgate https://soar.example/hook?code=a=b%2Cc 2',
        'sentinel http://127.0.0.1:9000/ 1',
        'defender https://10.0.0.7/x 1',
      ],
    ],
    [
      'app tokens',
      { ...appTokens, ALERTS_OPENID_METADATA_URL: 'http://localhost:9000/doc?appid=1' },
      ({ alerts }) => alerts.appTokens,
      {
        tenantId,
        audience: 'api://countersign',
        issuer: `https://login.microsoftonline.com/${tenantId}/v2.0`,
        metadataUrl: 'http://localhost:9000/doc?appid=1',
        clients: [{ clientId: graphAppId, source: 'sentinel' }],
      },
    ],
    ['a policy with a byte order mark', { POLICY_FILE: 'bom.json' }, ({ policy }) => policy.document, policyDocument],
    [
      'a signing key',
      { AUDIT_SIGNING_KEY_PATH: 'ed25519.pem' },
      (c) => c.audit.signingKey?.reveal(),
      files.read('ed25519.pem'),
    ],
    ['a data folder that is there', { DATA_DIR: '/data' }, storePlace, '/data'],
    ['a data folder that can be made', { DATA_DIR: '/data/a/b' }, storePlace, '/data/a/b'],
    [
      'PostgreSQL',
      { DATABASE_URL: 'postgres://u:p%40ss@db:5432/x?sslmode=verify-full' },
      storePlace,
      'postgres://u:p%40ss@db:5432/x?sslmode=verify-full',
    ],
    ['PostgreSQL by its other name', { DATABASE_URL: ' postgresql://db/x ' }, storePlace, 'postgresql://db/x'],
    [
      'PostgreSQL, whatever the data folder',
      { DATABASE_URL: 'postgres://db/x', DATA_DIR: '/data/file.txt/x' },
      storePlace,
      'postgres://db/x',
    ],
    ['a language as Linux sets it', { LANGUAGE: 'en_US.UTF-8:en' }, ({ words }) => words.language, 'en-US'],
    [
      'languages and zones in any spelling',
      { LANGUAGE: 'DE-at', TIME_ZONE: 'europe/berlin' },
      ({ words }) => words,
      { language: 'de-AT', timeZone: 'Europe/Berlin' },
    ],
    [
      'the first language of a list that there are words for',
      { LANGUAGE: 'pt_BR.UTF-8:C:de_CH:en' },
      ({ words }) => words.language,
      'de-CH',
    ],
  ];
  for (const [what, changes, read, expected] of taken) {
    it(`take ${what}`, () => {
      assert.deepEqual(read(configOf(changes)), expected);
    });
  }

  it('do not give their secrets away when they are printed', () => {
    const config = configOf({
      ...singleTenant,
      BOT_PASSWORD: 'MARKER-1',
      GRAPH_AUTH: 'clientSecret',
      ...graphApp,
      AZURE_CLIENT_SECRET: 'MARKER-2',
      WEBHOOK_SECRETS: `defender=${secret(32)}`,
      OUTCOME_CALLBACKS: 'defender=https://soar.example/?code=MARKER-4',
      OUTCOME_SECRETS: `defender=${secret(32, 1)}`,
      DATABASE_URL: 'postgres://u:MARKER-3@db/x',
    });

    const printed = `${describeConfig(config)} ${JSON.stringify(config)} ${String(config.alerts.webhookSecrets[0]?.secret)}`;

    assert.doesNotMatch(printed, /MARKER|whsec_/);
  });

  it('hint at keys that look misspelt, and at nothing else', () => {
    const result = readConfig(
      {
        ...least,
        WEBHOOK_SECRET: 'x',
        LOGLEVEL: 'x',
        PROT: 'x',
        bot_id: 'x',
        HOME: 'x',
        PATH: 'x',
        HOSTNAME: 'x',
        LANG: 'x',
        SHELL: 'x',
        AZURE_CLIENT_IDS: 'x',
        NODE_ENV: 'x',
        DATABASE_URI: '',
      },
      files,
    );

    assert.deepEqual(result.hints, [
      { key: 'WEBHOOK_SECRET', meant: 'WEBHOOK_SECRETS' },
      { key: 'LOGLEVEL', meant: 'LOG_LEVEL' },
      { key: 'PROT', meant: 'PORT' },
      { key: 'bot_id', meant: 'BOT_ID' },
    ]);
  });

  it('name what is set and can never do anything', () => {
    const policy = { ...policyDocument, remindAfter: 'PT24H', escalateAfter: 'PT4H' };
    const set = {
      RECONCILE_AFTER: 'PT1M',
      VERIFY_SCHEDULE: ' ',
      FOLD_ABOVE: '20',
    };

    const plain = readConfig(least, files);
    const result = readConfig(
      { ...least, ...set },
      { ...files, read: (path) => (path === 'policy.json' ? JSON.stringify(policy) : files.read(path)) },
    );

    assert.equal(result.kind, 'ok');
    assert.deepEqual(plain.withoutEffect, []);
    assert.deepEqual(result.withoutEffect, [
      'POLICY_FILE /remindAfter (it comes only when a request expires)',
      'POLICY_FILE /escalateAfter (escalateTo names nobody)',
    ]);
  });
});
