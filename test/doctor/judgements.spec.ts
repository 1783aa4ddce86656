import assert from 'node:assert/strict';
import { parsePolicy } from '../../src/approval/parse-policy.ts';
import type { Policy } from '../../src/approval/policy.ts';
import type { BotConfig } from '../../src/config/config-types.ts';
import { keepSecret } from '../../src/config/secret.ts';
import { judgeSources } from '../../src/doctor/checks/alert-sources.ts';
import { judgeBotIdentity } from '../../src/doctor/checks/bot-identity.ts';
import { botCredentialNames } from '../../src/doctor/checks/bot-token.ts';
import { judgeCertificate } from '../../src/doctor/checks/certificates.ts';
import { judgeSecrets } from '../../src/doctor/checks/client-secrets.ts';
import { judgeSkew } from '../../src/doctor/checks/clock.ts';
import { judgeDirectory } from '../../src/doctor/checks/data-directory.ts';
import { judgeStore } from '../../src/doctor/checks/database.ts';
import { judgeRead } from '../../src/doctor/checks/defender.ts';
import { judgeSpace } from '../../src/doctor/checks/disk-space.ts';
import { judgeKnock } from '../../src/doctor/checks/endpoint.ts';
import { judgeEntra } from '../../src/doctor/checks/entra.ts';
import { judgeExposure } from '../../src/doctor/checks/exposure.ts';
import { judgeGraphIdentity } from '../../src/doctor/checks/graph-identity.ts';
import { judgeRoles } from '../../src/doctor/checks/graph-roles.ts';
import { judgeNode } from '../../src/doctor/checks/node.ts';
import { judgePolicy } from '../../src/doctor/checks/policy.ts';
import { judgeGroups } from '../../src/doctor/checks/policy-groups.ts';
import { judgePeople } from '../../src/doctor/checks/policy-people.ts';
import { judgeChannels, judgePresence } from '../../src/doctor/checks/teams-channel.ts';
import type { Finding } from '../../src/doctor/finding.ts';
import { namedInPolicy } from '../../src/doctor/named-in-policy.ts';
import { claimsOf } from '../../src/doctor/probes/claims.ts';
import { failureFix, failureWords } from '../../src/doctor/probes/failure-code.ts';
import { tokenAdvice } from '../../src/doctor/token-advice.ts';
import { isWeak } from '../../src/doctor/weak-secrets.ts';
import type { CallOutcome } from '../../src/graph/graph-call.ts';
import { schemaState } from '../../src/store/schema-state.ts';

const day = 86_400_000;
const now = Date.UTC(2026, 10, 22);
const gib = 1_073_741_824;
const appId = '0a0a0a0a-1111-4111-8111-000000000001';
const tenantId = '0a0a0a0a-1111-4111-8111-000000000002';
const groupId = '0a0a0a0a-1111-4111-8111-000000000003';

const policyOf = (document: unknown): Policy => {
  const read = parsePolicy(document);
  assert.ok(read.kind === 'ok');
  return read.policy;
};
const byName = policyOf({ approvers: { users: ['ana@contoso.com'] } });
const byGroup = policyOf({ approvers: { groups: [groupId] } });
const byRecipient = policyOf({
  approvers: { users: ['ana@contoso.com'] },
  rules: [{ when: { recipientIn: { users: [appId] } }, require: [{ from: 'approvers', count: 1 }] }],
});

const answer = (status: number, body: unknown = {}): CallOutcome => ({
  kind: 'answered',
  answer: { status, headers: new Headers(), text: JSON.stringify(body) },
});
const knocked = (status: number, isOurs: boolean, days?: number) =>
  judgeKnock(
    { kind: 'answered', status, isOurs, ...(days === undefined ? {} : { certificateEndsAt: now + days * day }) },
    now,
  );
const certificate = (from: number, to: number): Finding =>
  judgeCertificate({ key: 'BOT_CERTIFICATE_PATH', appId, validFrom: now + from * day, validTo: now + to * day }, now);
const rights = { createTables: true, createSchemas: true, useTables: true };
const postgres = { schema: { kind: 'current' }, isForeign: false, isReadOnly: false, hasQueue: true, rights } as const;
const onPostgres = (changes: object) => judgeStore({ kind: 'postgres', look: { ...postgres, ...changes } });
const embedded = (changes: object) =>
  judgeStore({ kind: 'embedded', look: { schema: { kind: 'current' }, integrity: 'whole', ...changes } });
const refused = (status: number, code?: string) =>
  judgePresence({ kind: 'refused', status, ...(code === undefined ? {} : { code }) }, 'ALERT_CHANNEL');
const roles = (given: string[], policy: Policy | undefined, changes: object = {}) =>
  judgeRoles({ roles: given, policy, isLive: true, isPolling: false, ...changes });
const least = ['SecurityAnalyzedMessage.ReadWrite.All', 'ThreatHunting.Read.All'];
const standing = (...standings: ('there' | 'missing' | 'forbidden' | 'unclear')[]) =>
  standings.map((one, index) => ({ name: `${index}`, pointers: [`/approvers/users/${index}`], standing: one }));
const teamOf = (kind: 'bound' | 'gone') => ({
  tenantId,
  teamId: 'team',
  channelId: kind,
  serviceUrl: 'https://smba.example/',
  boundBy: { objectId: appId, upn: 'ana@contoso.com', name: 'Ana', tenantId, isGuest: false },
  ...(kind === 'gone' ? { goneAt: 1 } : {}),
});
const secret = (bytes: Buffer) => keepSecret(`whsec_${bytes.toString('base64')}`);
const random = Buffer.from(Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256));
const source = (name: string, bytes = random) => ({ source: name, secret: secret(bytes) });

/** Name of the case, what was judged, and the statuses with a word out of what was said. */
const table: readonly (readonly [string, Finding | readonly Finding[], ...[status: string, words: RegExp][]])[] = [
  ['Node 24', judgeNode('24.18.1'), ['ok', /24\.18\.1/]],
  ['Node 24, later', judgeNode('24.21.0'), ['ok', /24\.21\.0/]],
  ['Node 24 without its security fixes', judgeNode('24.18.0'), ['warning', /24\.18\.0/]],
  ['the first Node 24', judgeNode('24.9.9'), ['warning', /24\.9\.9/]],
  ['Node 26', judgeNode('26.1.0'), ['ok', /26/]],
  ['Node 23', judgeNode('23.11.1'), ['fault', /23/]],
  ['a gibibyte of space', judgeSpace(gib), ['ok', /1024 MiB/]],
  ['a byte less', judgeSpace(gib - 1), ['warning', /1023 MiB/]],
  ['100 MiB', judgeSpace(104_857_600), ['warning', /100 MiB/]],
  ['less than 100 MiB', judgeSpace(104_857_599), ['fault', /99 MiB/]],
  ['a minute of skew', judgeSkew(-60_000), ['ok', /agrees/]],
  ['more than a minute', judgeSkew(60_001), ['warning', /ahead/]],
  ['five minutes', judgeSkew(-300_000), ['warning', /behind/]],
  ['more than five', judgeSkew(-300_001), ['fault', /behind/]],
  ['a certificate with 30 days', certificate(-1, 30), ['ok', /30 more days/]],
  ['a certificate with 29 days', certificate(-1, 29), ['warning', /ends in 29 days/]],
  ['a certificate on its last day', certificate(-1, 0.5), ['warning', /ends in 0 days/]],
  ['a certificate that ended', certificate(-9, -2), ['fault', /ended 2 days ago/]],
  ['a certificate of tomorrow', certificate(1, 90), ['fault', /not hold yet/]],
  ['a file without one', judgeCertificate({ key: 'BOT_CERTIFICATE_PATH', appId }, now), ['fault', /no certificate/]],
  ['a managed identity’s secret', judgeSecrets(undefined, undefined), ['skipped', /no client secret/]],
  ['no folder yet', judgeDirectory({ isThere: false, locked: [] }), ['ok', /first start makes it/]],
  ['a folder', judgeDirectory({ isThere: true, locked: [] }), ['ok', /can be written/]],
  [
    'a file of another user',
    judgeDirectory({ isThere: true, locked: ['countersign.db'] }),
    ['fault', /countersign\.db/],
  ],
  ['metrics on a port of their own', judgeExposure({ host: '0.0.0.0', port: 1, internalPort: 2 }), ['ok', /INTERNAL/]],
  ['metrics on loopback', judgeExposure({ host: '127.0.0.1', port: 1 }), ['ok', /loopback/]],
  ['metrics for everybody', judgeExposure({ host: '::', port: 1 }), ['warning', /INTERNAL_PORT/]],
  ['Entra away, with a secret', judgeEntra({ kind: 'failed', code: 'timeout' }, true), ['fault', /no answer in time/]],
  [
    'Entra away, with a managed identity',
    judgeEntra({ kind: 'failed', code: 'ENOTFOUND' }, false),
    ['warning', /ENOTFOUND/],
  ],
  [
    'an Entra in trouble',
    judgeEntra({ kind: 'answered', status: 502, headers: new Headers(), text: '' }, true),
    ['fault', /502/],
  ],
  ['an opaque token', judgeBotIdentity(undefined, { appId, tenantId }), ['ok', /cannot be read/]],
  [
    'another app',
    judgeBotIdentity({ appId: groupId, isDelegated: false }, { appId, tenantId }),
    ['fault', /another app/],
  ],
  [
    'the audience of v2.0 tokens',
    judgeGraphIdentity(
      { audience: '00000003-0000-0000-c000-000000000000', tenantId, isDelegated: false },
      { graphRoot: 'https://graph.microsoft.com', tenants: [tenantId] },
    ),
    ['ok', /right audience/],
  ],
  ['the least roles, people by name', roles(least, byName), ['ok', /no others/]],
  ['no role at all', roles([], byName), ['fault', /ReadWrite/], ['warning', /Hunting/]],
  ['no role, dry-run', roles([], byName, { isLive: false }), ['warning', /ReadWrite/], ['warning', /Hunting/]],
  [
    'groups, with both roles',
    roles([...least, 'GroupMember.Read.All', 'User.ReadBasic.All'], byGroup),
    ['ok', /needed/],
  ],
  [
    'groups, with the larger role on people',
    roles([...least, 'GroupMember.Read.All', 'User.Read.All'], byGroup),
    ['ok', /needed/],
  ],
  ['groups, with none', roles(least, byGroup), ['fault', /GroupMember/], ['fault', /User\.ReadBasic/]],
  [
    'groups, through a larger role',
    roles([...least, 'Directory.Read.All'], byGroup),
    ['warning', /Directory\.Read\.All/],
  ],
  ['recipients by object id', roles([...least, 'User.ReadBasic.All'], byRecipient), ['fault', /User\.Read\.All/]],
  ['roles on people for nobody', roles([...least, 'User.Read.All'], byName), ['warning', /User\.Read\.All/]],
  ['an unreadable policy', roles([...least, 'User.Read.All', 'GroupMember.Read.All'], undefined), ['ok', /needed/]],
  ['polling', roles([...least, 'SecurityAlert.Read.All'], byName, { isPolling: true }), ['ok', /needed/]],
  [
    'the role of polling, without polling',
    roles([...least, 'SecurityAlert.Read.All'], byName),
    ['warning', /SecurityAlert/],
  ],
  ['a read that works', judgeRead(answer(200)), ['ok', /Plan 2/]],
  [
    'no licence, by 400',
    judgeRead(answer(400, { error: { message: 'Invalid subscription' } })),
    ['fault', /subscription/],
  ],
  ['a read refused', judgeRead(answer(401)), ['fault', /401/]],
  ['a bad request', judgeRead(answer(400)), ['fault', /400/]],
  ['a read throttled', judgeRead(answer(429)), ['warning', /429/]],
  ['no network', judgeRead({ kind: 'notSent', message: 'Graph could not be reached.' }), ['fault', /reached/]],
  ['no identity', judgeRead({ kind: 'notAllowed', message: '' }), ['fault', /Entra refused/]],
  ['groups there', judgeGroups(standing('there', 'there')), ['ok', /2 groups/]],
  ['groups that may not be read', judgeGroups(standing('missing', 'forbidden')), ['skipped', /graph-roles/]],
  ['groups and silence', judgeGroups(standing('there', 'unclear')), ['warning', /did not say/]],
  ['people there', judgePeople(standing('there')), ['ok', /1 person/]],
  ['people that may not be read', judgePeople(standing('forbidden')), ['skipped', /people be read/]],
  ['people and silence', judgePeople(standing('there', 'unclear')), ['skipped', /did not answer/]],
  ['a bot that is there', judgePresence({ kind: 'present' }, 'bound channel 2'), ['ok', /bound channel 2/]],
  ['a token that Teams refuses', refused(401), ['fault', /401/]],
  ['a channel without the app', refused(403, 'BotNotInConversationRoster'), ['fault', /BotNotInConversationRoster/]],
  ['a channel that is gone', refused(404), ['fault', /404/]],
  ['a Teams in trouble', refused(502), ['warning', /502/]],
  [
    'one of two channels gone',
    judgeChannels({ bound: [teamOf('bound'), teamOf('gone')] }, false, 1),
    ['warning', /1 of 2/],
  ],
  ['a team never seen', judgeChannels({ bound: [] }, true, 0), ['warning', /not been seen/]],
  ['no store yet', judgeStore({ kind: 'nothingYet' }), ['ok', /first start/]],
  ['a store that is whole', embedded({}), ['ok', /this version/]],
  ['a store that is damaged', embedded({ integrity: 'damaged' }), ['fault', /damaged/]],
  ['a large store', embedded({ integrity: 'large' }), ['ok', /npm run audit/]],
  ['PostgreSQL in order', onPostgres({}), ['ok', /rights/]],
  ['an empty database', onPostgres({ schema: { kind: 'empty' }, hasQueue: false }), ['ok', /empty/]],
  ['a database of somebody else', onPostgres({ isForeign: true }), ['fault', /Another program/]],
  ['a standby', onPostgres({ isReadOnly: true }), ['fault', /read-only/]],
  ['tables of another owner', onPostgres({ rights: { ...rights, useTables: false } }), ['fault', /may not do/]],
  [
    'no right to make tables, none needed',
    onPostgres({ rights: { ...rights, createTables: false } }),
    ['ok', /rights/],
  ],
  [
    'no right to make tables, some needed',
    onPostgres({ schema: { kind: 'older', missing: 1 }, rights: { ...rights, createTables: false } }),
    ['fault', /may not do/],
  ],
  [
    'no right to make the schema of the work',
    onPostgres({ hasQueue: false, rights: { ...rights, createSchemas: false } }),
    ['fault', /may not do/],
  ],
  ['an endpoint of ours', knocked(401, true, 60), ['ok', /60 more days/]],
  ['an endpoint of ours, without TLS', knocked(401, true), ['ok', /401/]],
  ['an endpoint whose certificate ends', knocked(401, true, 13), ['ok', /answers/], ['warning', /13 days/]],
  ['an endpoint that redirects', knocked(308, false), ['fault', /redirect/]],
  ['an endpoint with nothing behind it', knocked(503, false), ['fault', /503/]],
  ['an endpoint that takes anything', knocked(200, false), ['fault', /200/]],
  [
    'an endpoint that is not there',
    judgeKnock({ kind: 'failed', code: 'CERT_HAS_EXPIRED' }, now),
    ['fault', /certificate/],
  ],
  [
    'sources with two secrets',
    judgeSources({ perMinute: 1, webhookSecrets: [source('a'), source('a')] }),
    ['ok', /two secrets.*: a\./],
  ],
  [
    'polling alone',
    judgeSources({ perMinute: 1, webhookSecrets: [], poll: { everyMs: 1, source: 'd' } }),
    ['ok', /polled/],
  ],
  [
    'a guest who may not decide',
    judgePolicy({
      file: 'read',
      problems: [],
      withoutEffect: [],
      policy: policyOf({ approvers: { users: ['gus_x.example#EXT#@contoso.com'] } }),
    }),
    ['warning', /guest/],
  ],
];

describe('what the doctor makes of', () => {
  for (const [name, found, ...expected] of table) {
    it(name, () => {
      const findings = [found].flat();

      assert.deepEqual(
        findings.map(({ status }) => status),
        expected.map(([status]) => status),
      );
      for (const [index, [, words]] of expected.entries()) assert.match(findings[index]?.what ?? '', words);
    });
  }

  const bot: BotConfig = {
    appId,
    tenantId,
    type: 'SingleTenant',
    allowedTenants: [tenantId],
    loginAuthority: 'https://login.example',
    credential: { kind: 'password', password: keepSecret('MARKER') },
  };
  // Words of ours, which nobody could look up.
  const unshown = new Map<string, RegExp>([
    ['timeout', /in time\.$/],
    ['noFile', /cannot be read\.$/],
  ]);
  for (const [code, kind, fix] of [
    ['AADSTS7000222', 'secret', /--append/],
    ['AADSTS7000215', 'secret', /Secret ID/],
    ['AADSTS700016', 'secret', /BOT_ID/],
    ['AADSTS90002', 'secret', /BOT_TENANT_ID/],
    ['AADSTS7000112', 'secret', /accountEnabled=true/],
    ['AADSTS700027', 'certificate', /--cert/],
    ['AADSTS700024', 'certificate', /clock/],
    ['AADSTS700213', 'workloadIdentity', /Federated credentials/],
    ['AADSTS53003', 'secret', /Conditional Access/],
    ['AADSTS500011', 'secret', /CLOUD/],
    ['AADSTS7654321', 'secret', /microsoftonline\.com\/error/],
    ['ENOENT', 'workloadIdentity', /AZURE_FEDERATED_TOKEN_FILE/],
    ['noFile', 'workloadIdentity', /AZURE_FEDERATED_TOKEN_FILE/],
    ['EACCES', 'certificate', /BOT_CERTIFICATE_PATH/],
    ['CredentialUnavailableError', 'managedIdentity', /identity assign/],
    ['timeout', 'secret', /port 443/],
  ] as const) {
    it(`a token refused with ${code}`, () => {
      const remedy = tokenAdvice(code, { ...botCredentialNames(bot), kind });

      assert.match(remedy.fix, fix);
      assert.match(remedy.what, unshown.get(code) ?? new RegExp(`\\(${code}\\)`));
    });
  }

  it('secrets: whatever is random passes, words and repetition do not', () => {
    assert.deepEqual(
      [random, Buffer.alloc(32, 7), Buffer.from('correct horse battery staple')].map((bytes) => isWeak(secret(bytes))),
      [false, true, true],
    );
  });

  it('the names of a policy: where each stands, in any of its places', () => {
    const document = {
      approvers: { users: ['Ana@contoso.com'], groups: [groupId] },
      rules: [{ require: [{ from: { groups: [groupId.toUpperCase()] } }] }],
    };

    assert.deepEqual(namedInPolicy(document, 'groups'), [
      { name: groupId, pointers: ['/approvers/groups/0', '/rules/0/require/0/from/groups/0'] },
    ]);
    assert.deepEqual(namedInPolicy(document, 'users'), [{ name: 'ana@contoso.com', pointers: ['/approvers/users/0'] }]);
  });

  it('tokens: claims of v1.0 and v2.0 alike, and nothing of what is no token', () => {
    const tokenOf = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`;

    assert.deepEqual(claimsOf(tokenOf({ aud: 'a', tid: 'T', appid: 'A', roles: ['r'] })), {
      audience: 'a',
      tenantId: 't',
      appId: 'a',
      roles: ['r'],
      isDelegated: false,
    });
    assert.deepEqual(claimsOf(tokenOf({ azp: 'b', scp: 'x' })), { appId: 'b', isDelegated: true });
    assert.deepEqual([claimsOf('opaque'), claimsOf('a.b.c')], [undefined, undefined]);
  });

  it('failures of the network, each with a place to look', () => {
    assert.match(failureFix('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), /NODE_EXTRA_CA_CERTS/);
    assert.match(failureFix('ENOTFOUND'), /DNS/);
    assert.match(failureFix('ECONNREFUSED'), /firewall/);
    assert.match(failureWords('ERR_TLS_CERT_ALTNAME_INVALID'), /certificate/);
  });

  it('migrations: none, all, some, and one that is not ours', () => {
    const known = ['001', '002'];

    assert.deepEqual(
      [[], known, ['001'], ['001', '003']].map((applied) => schemaState(known, applied)),
      [{ kind: 'empty' }, { kind: 'current' }, { kind: 'older', missing: 1 }, { kind: 'newer' }],
    );
  });
});
