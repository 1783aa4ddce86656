import assert from 'node:assert/strict';
import { readConfig } from '../../src/config.ts';
import {
  appTokens,
  files,
  graphApp,
  least,
  type Settings,
  webhookSecret as secret,
  singleTenant,
  tenantId,
} from './settings.ts';

function problemsOf(settings: Settings): readonly { key: string; expectation: string }[] {
  const result = readConfig(settings, files);
  assert.equal(result.kind, 'invalid');
  return result.problems;
}

/** With all that its source needs. */
const told = (callbacks: string): Settings => ({
  WEBHOOK_SECRETS: `a=${secret(32)}`,
  OUTCOME_CALLBACKS: callbacks,
  OUTCOME_SECRETS: `a=${secret(32, 1)}`,
});

describe('settings that are wrong', () => {
  const refused: readonly [what: string, changes: Settings, key: string, expectation: RegExp][] = [
    ['a port of 65,536', { PORT: '65536' }, 'PORT', /0 to 65535/],
    ['a port in words', { PORT: 'MARKER' }, 'PORT', /whole number/],
    ['a port with a fraction', { PORT: '80.5' }, 'PORT', /whole number/],
    ['a port in hexadecimal', { PORT: '0x50' }, 'PORT', /whole number/],
    ['a host with a scheme', { HOST: 'http://MARKER' }, 'HOST', /host name/],
    ['one port for both', { INTERNAL_PORT: '3978' }, 'INTERNAL_PORT', /differ from PORT/],
    ['no bot id', { BOT_ID: undefined }, 'BOT_ID', /is not set/],
    ['an empty bot id', { BOT_ID: '' }, 'BOT_ID', /is not set/],
    ['a blank bot id', { BOT_ID: '   ' }, 'BOT_ID', /is not set/],
    ['a bot id that is no GUID', { BOT_ID: 'MARKER' }, 'BOT_ID', /GUID/],
    ['no bot type', { BOT_TYPE: undefined }, 'BOT_TYPE', /SingleTenant or UserAssignedMsi/],
    ['a bot of many tenants', { BOT_TYPE: 'MultiTenant' }, 'BOT_TYPE', /SingleTenant or UserAssignedMsi/],
    ['no bot tenant', { BOT_TENANT_ID: undefined }, 'BOT_TENANT_ID', /is not set/],
    ['a bot tenant by domain', { BOT_TENANT_ID: 'MARKER.example' }, 'BOT_TENANT_ID', /GUID/],
    ['a SingleTenant bot without secret', singleTenant, 'BOT_PASSWORD', /BOT_CERTIFICATE_PATH/],
    [
      'a SingleTenant bot with two secrets',
      { ...singleTenant, BOT_PASSWORD: 'MARKER', BOT_CERTIFICATE_PATH: 'bot.pem' },
      'BOT_PASSWORD',
      /one of the two/,
    ],
    [
      'a bot certificate that is not there',
      { ...singleTenant, BOT_CERTIFICATE_PATH: 'MARKER.pem' },
      'BOT_CERTIFICATE_PATH',
      /can be read/,
    ],
    [
      'a bot certificate without key',
      { ...singleTenant, BOT_CERTIFICATE_PATH: 'only-certificate.pem' },
      'BOT_CERTIFICATE_PATH',
      /private key/,
    ],
    ['a managed identity with a password', { BOT_PASSWORD: 'MARKER' }, 'BOT_PASSWORD', /must be empty/],
    [
      'a managed identity with a certificate',
      { BOT_CERTIFICATE_PATH: 'bot.pem' },
      'BOT_CERTIFICATE_PATH',
      /must be empty/,
    ],
    ['bot keys over http', { BOT_OPENID_METADATA_URL: 'http://MARKER.example/' }, 'BOT_OPENID_METADATA_URL', /https/],
    ['a tenant that is no GUID', { ALLOWED_TENANTS: `${tenantId},MARKER` }, 'ALLOWED_TENANTS', /GUIDs/],
    ['a cloud that is unknown', { CLOUD: 'MARKER' }, 'CLOUD', /global, gccHigh or dod/],
    ['Graph over http', { GRAPH_ROOT: 'http://127.0.0.1/' }, 'GRAPH_ROOT', /https/],
    ['a Graph root with a version', { GRAPH_ROOT: 'https://MARKER.example/v1.0/' }, 'GRAPH_ROOT', /GRAPH_API_VERSION/],
    ['a Graph root with beta', { GRAPH_ROOT: 'https://MARKER.example/beta' }, 'GRAPH_ROOT', /GRAPH_API_VERSION/],
    ['a Graph root with a password', { GRAPH_ROOT: 'https://a:MARKER@b.example/' }, 'GRAPH_ROOT', /user name/],
    ['a Graph root that is no address', { GRAPH_ROOT: 'MARKER' }, 'GRAPH_ROOT', /https/],
    ['v2.0 of Graph', { GRAPH_API_VERSION: 'v2.0' }, 'GRAPH_API_VERSION', /beta or v1\.0/],
    ['v1.0 in GCC High', { CLOUD: 'gccHigh', GRAPH_API_VERSION: 'v1.0' }, 'GRAPH_API_VERSION', /must be beta/],
    ['v1.0 in DoD', { CLOUD: 'dod', GRAPH_API_VERSION: 'v1.0' }, 'GRAPH_API_VERSION', /must be beta/],
    ['an identity of an unknown kind', { GRAPH_AUTH: 'MARKER' }, 'GRAPH_AUTH', /managedIdentity, workloadIdentity/],
    ['a managed identity by name', { AZURE_CLIENT_ID: 'MARKER' }, 'AZURE_CLIENT_ID', /GUID/],
    [
      'a workload identity without token file',
      { GRAPH_AUTH: 'workloadIdentity', ...graphApp },
      'AZURE_FEDERATED_TOKEN_FILE',
      /workloadIdentity needs it/,
    ],
    ['a client secret that is absent', { GRAPH_AUTH: 'clientSecret', ...graphApp }, 'AZURE_CLIENT_SECRET', /needs it/],
    [
      'a tenant of Graph that is none',
      { GRAPH_AUTH: 'clientSecret', ...graphApp, AZURE_TENANT_ID: 'MARKER', AZURE_CLIENT_SECRET: 's' },
      'AZURE_TENANT_ID',
      /tenant id/,
    ],
    [
      'a Graph certificate that is not there',
      { GRAPH_AUTH: 'certificate', ...graphApp, AZURE_CLIENT_CERTIFICATE_PATH: 'MARKER' },
      'AZURE_CLIENT_CERTIFICATE_PATH',
      /can be read/,
    ],
    ['a login authority over http', { AZURE_AUTHORITY_HOST: 'http://localhost' }, 'AZURE_AUTHORITY_HOST', /https/],
    ['a time-out of nothing', { GRAPH_TIMEOUT: 'PT0S' }, 'GRAPH_TIMEOUT', /longer than zero/],
    ['a time-out in words', { GRAPH_TIMEOUT: '30s MARKER' }, 'GRAPH_TIMEOUT', /ISO 8601/],
    ['a negative time-out', { GRAPH_TIMEOUT: '-PT30S' }, 'GRAPH_TIMEOUT', /ISO 8601/],
    ['a duration in months', { RETAIN_MAIL_FACTS: 'P3M' }, 'RETAIN_MAIL_FACTS', /ISO 8601/],
    ['a duration without parts', { RECONCILE_AFTER: 'PT' }, 'RECONCILE_AFTER', /ISO 8601/],
    ['a duration below a millisecond', { RECONCILE_AFTER: 'PT0.0001S' }, 'RECONCILE_AFTER', /longer than zero/],
    ['an approverUpn of sometimes', { GRAPH_APPROVER_UPN: 'sometimes' }, 'GRAPH_APPROVER_UPN', /auto, always or never/],
    ['no remediation mode', { REMEDIATION_MODE: undefined }, 'REMEDIATION_MODE', /live or dry-run, and it is not set/],
    ['a remediation mode that is unknown', { REMEDIATION_MODE: 'test' }, 'REMEDIATION_MODE', /live or dry-run/],
    ['batches of nothing', { REMEDIATION_BATCH_SIZE: '0' }, 'REMEDIATION_BATCH_SIZE', /1 to 50000/],
    ['a schedule with a hole', { VERIFY_SCHEDULE: 'PT1M,MARKER' }, 'VERIFY_SCHEDULE', /commas/],
    ['a schedule at once', { VERIFY_SCHEDULE: 'PT0S' }, 'VERIFY_SCHEDULE', /longer than zero/],
    ['a schedule of commas', { VERIFY_SCHEDULE: ',,' }, 'VERIFY_SCHEDULE', /longer than zero/],
    ['another database', { DATABASE_URL: 'mysql://MARKER' }, 'DATABASE_URL', /must be empty .* or postgres:/],
    ['a database without its scheme', { DATABASE_URL: 'db.MARKER.example/x' }, 'DATABASE_URL', /postgres:/],
    ['a database password with a slash', { DATABASE_URL: 'postgres://u:a/MARKER@db/x' }, 'DATABASE_URL', /%-codes/],
    ['a server without a database', { DATABASE_URL: 'postgres://u:MARKER@db' }, 'DATABASE_URL', /name the database/],
    ['a database without name', { DATABASE_URL: 'postgres://u:MARKER@db:5432/' }, 'DATABASE_URL', /name the database/],
    [
      'TLS in a way that is not known',
      { DATABASE_URL: 'postgres://db/x?sslmode=MARKER' },
      'DATABASE_URL',
      /sslmode that is not known: .*verify-full/,
    ],
    ['TLS as it comes', { DATABASE_URL: 'postgres://u:MARKER@db/x?sslmode=allow' }, 'DATABASE_URL', /sslmode/],
    ['no policy', { POLICY_FILE: undefined }, 'POLICY_FILE', /is not set/],
    ['a policy that is not there', { POLICY_FILE: 'MARKER.json' }, 'POLICY_FILE', /can be read/],
    [
      'a policy that is not JSON',
      { POLICY_FILE: 'broken.json' },
      'POLICY_FILE',
      /the file must hold JSON.* line 2, column 16/,
    ],
    ['a policy with a key twice', { POLICY_FILE: 'twice.json' }, 'POLICY_FILE', /^\/rules stands there more than once/],
    ['a policy with a key of a rule twice', { POLICY_FILE: 'twice.json' }, 'POLICY_FILE', /^\/rules\/0\/when stands/],
    ['a data folder that is a file', { DATA_DIR: '/data/MARKER.txt' }, 'DATA_DIR', /a file lies there/],
    ['a data folder below a file', { DATA_DIR: '/data/MARKER.txt/a/b' }, 'DATA_DIR', /part of its path is a file/],
    ['a data folder that is locked', { DATA_DIR: '/locked' }, 'DATA_DIR', /may not write into it/],
    ['a data folder in a locked one', { DATA_DIR: '/locked/MARKER' }, 'DATA_DIR', /may make nothing/],
    ['a data folder where only the root is there', { DATA_DIR: '/MARKER/a/b' }, 'DATA_DIR', /may make nothing/],
    ['a policy of nobody', { POLICY_FILE: 'nobody.json' }, 'POLICY_FILE', /\/approvers/],
    ['a policy that cannot be met', { POLICY_FILE: 'impossible.json' }, 'POLICY_FILE', /\/rules\/0\/require/],
    ['a channel without team', { ALERT_CHANNEL: '19:MARKER@thread.tacv2' }, 'ALERT_CHANNEL', /teamId\/channelId/],
    [
      'a channel in percents',
      { ALERT_CHANNEL: '19:team@thread.tacv2/19%3aMARKER%40thread.tacv2' },
      'ALERT_CHANNEL',
      /percent/,
    ],
    [
      'a channel by a GUID',
      { ALERT_CHANNEL: `19:MARKER@thread.tacv2/${tenantId}` },
      'ALERT_CHANNEL',
      /"Get link to team".*"Get link to channel"/,
    ],
    ['a connector over http', { TEAMS_SERVICE_URL: 'http://smba.example/' }, 'TEAMS_SERVICE_URL', /loopback/],
    [
      'a host that only begins like loopback',
      { TEAMS_SERVICE_URL: 'http://127.0.0.1.example/' },
      'TEAMS_SERVICE_URL',
      /loopback/,
    ],
    ['limits that are half on', { TEAMS_RATE_LIMITS: 'some' }, 'TEAMS_RATE_LIMITS', /published or off/],
    ['folding above nothing', { FOLD_ABOVE: '0' }, 'FOLD_ABOVE', /1 to/],
    ['alerts that are never taken', { ALERTS_PER_MINUTE: '0' }, 'ALERTS_PER_MINUTE', /1 to/],
    ['clicks below zero', { CLICKS_PER_MINUTE: '-1' }, 'CLICKS_PER_MINUTE', /1 to/],
    ['a secret without name', { WEBHOOK_SECRETS: secret(32) }, 'WEBHOOK_SECRETS', /entry 1: the name/],
    ['a name in capitals', { WEBHOOK_SECRETS: `MARKER=${secret(32)}` }, 'WEBHOOK_SECRETS', /entry 1: the name/],
    ['a secret of 23 bytes', { WEBHOOK_SECRETS: `a=${secret(23)}` }, 'WEBHOOK_SECRETS', /entry 1: .*24 to 64/],
    [
      'a secret of 65 bytes behind a good one',
      { WEBHOOK_SECRETS: `a=${secret(32)},b=${secret(65)}` },
      'WEBHOOK_SECRETS',
      /entry 2: .*24 to 64/,
    ],
    [
      'a secret without whsec_',
      { WEBHOOK_SECRETS: `a=${Buffer.alloc(32).toString('base64')}` },
      'WEBHOOK_SECRETS',
      /whsec_/,
    ],
    ['a secret that is no base64', { WEBHOOK_SECRETS: `a=whsec_${'!'.repeat(43)}=` }, 'WEBHOOK_SECRETS', /base64/],
    [
      'a command in the place of a secret',
      { WEBHOOK_SECRETS: 'a=whsec_$(MARKER rand -base64 32)' },
      'WEBHOOK_SECRETS',
      /entry 1: .*a \$\(…\) written into a file is not run/,
    ],
    [
      'one secret for two sources',
      { WEBHOOK_SECRETS: `a=${secret(32)},b=${secret(32)}` },
      'WEBHOOK_SECRETS',
      /entry 2: .*shared/,
    ],
    ['polling in words', { DEFENDER_POLL_EVERY: 'MARKER' }, 'DEFENDER_POLL_EVERY', /ISO 8601/],
    ['polling without a pause', { DEFENDER_POLL_EVERY: 'PT0S' }, 'DEFENDER_POLL_EVERY', /longer than zero/],
    ['polling every 29 s', { DEFENDER_POLL_EVERY: 'PT29S' }, 'DEFENDER_POLL_EVERY', /PT30S.*takes minutes.*limits/],
    ['polling every other day', { DEFENDER_POLL_EVERY: 'P2D' }, 'DEFENDER_POLL_EVERY', /to P1D/],
    ['a polled source in capitals', { DEFENDER_POLL_SOURCE: 'MARKER' }, 'DEFENDER_POLL_SOURCE', /a-z/],
    ['a callback without name', told('https://MARKER.example/'), 'OUTCOME_CALLBACKS', /entry 1: the name/],
    ['a callback to nobody known', told('other=https://MARKER.example/'), 'OUTCOME_CALLBACKS', /an alert source/],
    [
      'a callback to what is not polled',
      told('defender=https://MARKER.example/'),
      'OUTCOME_CALLBACKS',
      /where it is polled/,
    ],
    ['a callback over http', told('a=http://MARKER.example/'), 'OUTCOME_CALLBACKS', /entry 1: .*https/],
    ['a callback with a password', told('a=https://b:MARKER@c.example/'), 'OUTCOME_CALLBACKS', /user name/],
    ['a callback with a fragment', told('a=https://c.example/#MARKER'), 'OUTCOME_CALLBACKS', /fragment/],
    ['a callback to no address', told('a=MARKER'), 'OUTCOME_CALLBACKS', /entry 1: .*https/],
    ['a callback to a file', told('a=file:///MARKER'), 'OUTCOME_CALLBACKS', /entry 1: .*https/],
    [
      'two callbacks of one name',
      told('a=https://MARKER.example/,a=https://b.example/'),
      'OUTCOME_CALLBACKS',
      /entry 2: .*second/,
    ],
    [
      'a callback without secret',
      { ...told('a=https://MARKER.example/'), OUTCOME_SECRETS: '' },
      'OUTCOME_CALLBACKS',
      /needs a secret .*OUTCOME_SECRETS/,
    ],
    ['a secret without callback', told(''), 'OUTCOME_SECRETS', /entry 1: .*OUTCOME_CALLBACKS/],
    [
      'a short secret of a callback',
      { ...told('a=https://b.example/'), OUTCOME_SECRETS: `a=${secret(23)}` },
      'OUTCOME_SECRETS',
      /24 to 64/,
    ],
    ['app tokens without tenant', { ...appTokens, ALERTS_TENANT_ID: '' }, 'ALERTS_TENANT_ID', /all of them or none/],
    ['app tokens without audience', { ...appTokens, ALERTS_AUDIENCE: '' }, 'ALERTS_AUDIENCE', /all of them or none/],
    ['app tokens without clients', { ...appTokens, ALERTS_CLIENTS: '' }, 'ALERTS_CLIENTS', /all of them or none/],
    ['a tenant of alerts by domain', { ...appTokens, ALERTS_TENANT_ID: 'MARKER' }, 'ALERTS_TENANT_ID', /GUID/],
    ['two audiences', { ...appTokens, ALERTS_AUDIENCE: 'a MARKER' }, 'ALERTS_AUDIENCE', /without blanks/],
    ['a client without id', { ...appTokens, ALERTS_CLIENTS: 'MARKER=a' }, 'ALERTS_CLIENTS', /entry 1: .*GUID/],
    ['a client without name', { ...appTokens, ALERTS_CLIENTS: `${tenantId}=` }, 'ALERTS_CLIENTS', /entry 1: the name/],
    [
      'a client twice',
      { ...appTokens, ALERTS_CLIENTS: `${tenantId}=a,${tenantId.toUpperCase()}=b` },
      'ALERTS_CLIENTS',
      /entry 2: .*second time/,
    ],
    [
      'keys of alerts over http',
      { ...appTokens, ALERTS_OPENID_METADATA_URL: 'http://MARKER.example' },
      'ALERTS_OPENID_METADATA_URL',
      /https/,
    ],
    ['a signing key that is not there', { AUDIT_SIGNING_KEY_PATH: 'MARKER' }, 'AUDIT_SIGNING_KEY_PATH', /can be read/],
    ['a key of another kind', { AUDIT_SIGNING_KEY_PATH: 'x25519.pem' }, 'AUDIT_SIGNING_KEY_PATH', /Ed25519/],
    ['a key that is none', { AUDIT_SIGNING_KEY_PATH: 'graph.pem' }, 'AUDIT_SIGNING_KEY_PATH', /Ed25519/],
    ['a language that is none', { LANGUAGE: 'en_MARKER!' }, 'LANGUAGE', /one of en, de/],
    ['a language without words', { LANGUAGE: 'pt-MARKER' }, 'LANGUAGE', /one of en, de/],
    ['a zone that is none', { TIME_ZONE: 'Mars/MARKER' }, 'TIME_ZONE', /time zone/],
    ['a level that is none', { LOG_LEVEL: 'MARKER' }, 'LOG_LEVEL', /debug, info, warn, error or silent/],
  ];
  for (const [what, changes, key, expectation] of refused) {
    it(`are refused, naming ${key}, what is expected and no value: ${what}`, () => {
      const problems = problemsOf({ ...least, ...changes });

      const found = problems.filter((problem) => problem.key === key && expectation.test(problem.expectation));
      assert.ok(found.length > 0, JSON.stringify(problems));
      assert.deepEqual(
        problems.filter((problem) => problem.key !== key),
        [],
      );
      for (const value of Object.values(changes)) {
        const isTelling = value !== undefined && (value.includes('MARKER') || value.includes('whsec_'));
        if (isTelling) assert.ok(!JSON.stringify(problems).includes(value));
      }
      if (what !== 'a policy of nobody') assert.doesNotMatch(JSON.stringify(problems), /MARKER/);
    });
  }

  it('are told all at once', () => {
    const problems = problemsOf({ PORT: 'x', CLOUD: 'x', GRAPH_TIMEOUT: 'x', WEBHOOK_SECRETS: 'x,y' });

    assert.deepEqual([...new Set(problems.map(({ key }) => key))].toSorted(), [
      'BOT_ID',
      'BOT_TENANT_ID',
      'BOT_TYPE',
      'CLOUD',
      'GRAPH_TIMEOUT',
      'POLICY_FILE',
      'PORT',
      'REMEDIATION_MODE',
      'WEBHOOK_SECRETS',
    ]);
  });
});
