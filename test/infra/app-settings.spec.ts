import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readers, sampleRecord } from '../alerts/records.ts';
import { parseBicep } from './bicep/parse-bicep.ts';
import { textOf } from './bicep/parse-expression.ts';
import type { Expression } from './bicep/syntax.ts';
import { entryOf, within } from './bicep/walk.ts';
import { auditKeyPath, policyPath, problemsOf, samplePolicy, samples, unknownNames } from './sample-settings.ts';

const read = (path: string) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
const app = parseBicep(read('infra/modules/app.bicep'));
const main = parseBicep(read('infra/main.bicep'));

/** The settings that a list in the file holds; what is no plain text is something that whoever deploys gives. */
function listed(name: string): Record<string, string | undefined> {
  const found = app.find((declaration) => declaration.kind === 'var' && declaration.name === name);
  assert.ok(found?.kind === 'var' && found.value.kind === 'array', name);
  return Object.fromEntries(
    found.value.items.map((item) => [textOf(entryOf(item, 'name')) ?? '', textOf(entryOf(item, 'value'))]),
  );
}

function numberOf(name: string): string {
  const found = app.find((declaration) => declaration.kind === 'var' && declaration.name === name);
  assert.ok(found?.kind === 'var' && found.value.kind === 'literal', name);
  return String(found.value.value);
}

function listOf(name: string): readonly Expression[] {
  const found = app.find((declaration) => declaration.kind === 'var' && declaration.name === name);
  assert.ok(found?.kind === 'var' && found.value.kind === 'array', name);
  return found.value.items;
}

function allowed(name: string): readonly string[] {
  const found = main.find((declaration) => declaration.kind === 'param' && declaration.name === name);
  const values = found?.decorators.find((decorator) => decorator.name === 'allowed')?.args[0];
  return values?.kind === 'array' ? values.items.map((item) => textOf(item) ?? '') : [];
}

function all(): readonly Expression[] {
  const bodies = app.flatMap((found) => (found.kind === 'resource' ? [found.body] : []));
  return bodies.flatMap((body) => [...within(body)]);
}

describe('the settings of the container app', () => {
  const lists = [
    ...['ownSettings', 'webhookSettings', 'singleTenantSettings', 'tokenSettings'],
    ...['callbackSettings', 'auditSettings'],
  ];

  it('are settings that there are', () => {
    assert.deepEqual(unknownNames(lists.flatMap((name) => Object.keys(listed(name)))), []);
  });

  for (const type of allowed('botType')) {
    for (const mode of allowed('remediationMode')) {
      it(`are complete for a ${type} bot in ${mode}`, () => {
        const used = type === 'SingleTenant' ? lists : lists.filter((name) => name !== 'singleTenantSettings');
        const given = { ...samples, PORT: numberOf('port'), INTERNAL_PORT: numberOf('internalPort') };
        const values = used.flatMap((name) => Object.entries(listed(name)));
        const env = Object.fromEntries(
          values.map(([name, value]) => [name, value ?? given[name as keyof typeof given]]),
        );
        assert.deepEqual(problemsOf({ ...env, BOT_TYPE: type, REMEDIATION_MODE: mode }), []);
      });
    }
  }

  it('miss what is left out', () => {
    assert.match(problemsOf({ ...samples, POLICY_FILE: policyPath, REMEDIATION_MODE: '' }).join(), /REMEDIATION_MODE/);
    assert.match(problemsOf({ ...samples, POLICY_FILE: '/elsewhere' }).join(), /POLICY_FILE/);
  });

  it('name each secret as the vault has it', () => {
    const secrets = read('infra/modules/secrets.bicep').match(/^ {2}name: '[\w-]+'$/gm) ?? [];
    const inVault = secrets.map((line) => line.replace(/^ {2}name: '|'$/g, ''));
    const asked = app.flatMap((found) => (found.kind === 'var' && found.name === 'vaultSecrets' ? [found.value] : []));
    const named = asked.flatMap((value) => [...within(value)].flatMap((part) => textOf(part) ?? []));
    assert.deepEqual(named.toSorted(), inVault.toSorted());
    const referred = [...lists.flatMap(listOf), ...listOf('auditFile')].flatMap(
      (item) => textOf(entryOf(item, 'secretRef')) ?? [],
    );
    assert.deepEqual(referred.toSorted(), inVault.toSorted());
  });

  it('find the key of the audit log beside the policy', () => {
    const [file] = listOf('auditFile');
    assert.equal(`/etc/countersign/${textOf(entryOf(file, 'path'))}`, auditKeyPath);
    assert.equal(listed('auditSettings')['AUDIT_SIGNING_KEY_PATH'], auditKeyPath);
  });

  it('find the policy where it is mounted, read as it was written', () => {
    const mount = all().find((expression) => textOf(entryOf(expression, 'mountPath')) !== undefined);
    const [file] = listOf('policyFile');
    const [folder, name] = [textOf(entryOf(mount, 'mountPath')), textOf(entryOf(file, 'path'))];
    assert.equal(listed('ownSettings')['POLICY_FILE'], `${folder}/${name}`);
    // Bicep's string() of an object is its JSON.
    assert.deepEqual(problemsOf({ ...samples, POLICY_FILE: policyPath }, JSON.stringify(JSON.parse(samplePolicy))), []);
  });

  it('are asked for health on the port that the ingress does not lead to', () => {
    const probes = all().filter((expression) => entryOf(expression, 'httpGet') !== undefined);
    const asked = probes.map((probe) => [
      textOf(entryOf(probe, 'type')),
      textOf(entryOf(probe, 'httpGet', 'path')),
      nameOf(entryOf(probe, 'httpGet', 'port')),
    ]);
    assert.deepEqual(asked, [
      ['Startup', '/healthz', 'internalPort'],
      ['Liveness', '/healthz', 'internalPort'],
      ['Readiness', '/readyz', 'internalPort'],
    ]);
    const ingress = all().find((expression) => entryOf(expression, 'targetPort') !== undefined);
    assert.equal(nameOf(entryOf(ingress, 'targetPort')), 'port');
  });

  it('have probes of numbers that Azure takes, and more than a minute and a half for migrations at the start', () => {
    const most = { initialDelaySeconds: 60, periodSeconds: 240, timeoutSeconds: 240, failureThreshold: 10 };
    const probes = all().filter((expression) => entryOf(expression, 'httpGet') !== undefined);
    const number = (probe: Expression | undefined, key: string) => {
      const value = entryOf(probe, key);
      return value?.kind === 'literal' ? Number(value.value) : undefined;
    };
    for (const probe of probes) {
      for (const [key, limit] of Object.entries(most)) assert.ok((number(probe, key) ?? 1) <= limit, key);
    }
    const [startup] = probes;
    assert.ok((number(startup, 'periodSeconds') ?? 0) * (number(startup, 'failureThreshold') ?? 0) >= 90);
  });

  it('leave a replica more time to stop than it needs', () => {
    const template = all().find((expression) => entryOf(expression, 'terminationGracePeriodSeconds') !== undefined);
    const seconds = entryOf(template, 'terminationGracePeriodSeconds');
    assert.ok(seconds?.kind === 'literal' && Number(seconds.value) >= 15);
  });
});

function nameOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === 'name' ? expression.name : undefined;
}

describe('the playbook for Sentinel', () => {
  const playbook = JSON.parse(read('infra/sentinel/playbook.json')) as {
    parameters: Record<string, unknown>;
    triggers: Record<string, { inputs: { path: string } }>;
    actions: Record<string, { type: string; inputs: Record<string, unknown> }>;
  };
  const [post, ...others] = Object.values(playbook.actions);

  it('posts the incident as it came, with the token of its identity, and tries again', () => {
    assert.deepEqual(others, []);
    assert.deepEqual(
      Object.values(playbook.triggers).map(({ inputs }) => inputs.path),
      ['/incident-creation'],
    );
    const { method, body, authentication, retryPolicy } = post?.inputs ?? {};
    assert.deepEqual([method, body], ['POST', '@triggerBody()']);
    assert.deepEqual(authentication, { type: 'ManagedServiceIdentity', audience: "@parameters('audience')" });
    assert.equal((retryPolicy as { type: string }).type, 'exponential');
  });

  it('posts what the route of Sentinel takes: the incident in the envelope of Logic Apps', () => {
    const { record } = sampleRecord('sentinel-incident-rest');
    const envelope = (objectEventType: string) => ({
      eventUniqueId: '5c0b8f0e-1111-4222-8333-abcdefabcdef',
      objectSchemaType: 'Incident',
      objectEventType,
      workspaceInfo: { SubscriptionId: 'd0cfe6b2', ResourceGroupName: 'soc', WorkspaceName: 'soc' },
      workspaceId: '0f6d0b6e-1111-4222-8333-abcdefabcdef',
      object: record,
    });
    for (const event of ['Create', 'Update']) {
      const posted = readers.sentinel(envelope(event), 'sentinel');
      assert.equal(posted.kind, 'alerts');
      assert.deepEqual(posted, readers.sentinel(record, 'sentinel'));
    }
  });

  it('runs for new incidents, and for those that another alert was added to, of the same products', () => {
    const deployed = parseBicep(read('infra/sentinel/main.bicep'));
    const rules = deployed.flatMap((found) =>
      found.kind === 'resource' && found.type.includes('/automationRules@') ? [found.body] : [],
    );
    assert.deepEqual(
      rules.map((body) => textOf(entryOf(body, 'properties', 'triggeringLogic', 'triggersWhen'))),
      ['Created', 'Updated'],
    );
    for (const body of rules) {
      assert.equal(nameOf(entryOf(body, 'properties', 'actions')), 'runThePlaybook');
      const conditions = entryOf(body, 'properties', 'triggeringLogic', 'conditions');
      assert.ok(conditions && [...within(conditions)].some((part) => nameOf(part) === 'ofTheProducts'));
    }
    // Sentinel knows a rule by its name: a second one of the same name would replace the first.
    const names = rules.map((body) => entryOf(body, 'name'));
    assert.deepEqual(
      names.map((name) => (name?.kind === 'call' ? name.args.length : 0)),
      [2, 3],
    );
    const [added] = deployed.flatMap((found) =>
      found.kind === 'var' && found.name === 'withAnotherAlert' ? [...within(found.value)] : [],
    );
    assert.ok(added?.kind === 'array');
    const [condition] = added.items;
    assert.deepEqual(
      [
        textOf(entryOf(condition, 'conditionType')),
        textOf(entryOf(condition, 'conditionProperties', 'arrayType')),
        textOf(entryOf(condition, 'conditionProperties', 'changeType')),
      ],
      ['PropertyArrayChanged', 'Alerts', 'Added'],
    );
  });

  it('is given every parameter that it has, and posts to the route of Sentinel', () => {
    const deployed = parseBicep(read('infra/sentinel/main.bicep'));
    const resource = deployed.find((found) => found.kind === 'resource' && found.name === 'playbook');
    const given = resource?.kind === 'resource' ? entryOf(resource.body, 'properties', 'parameters') : undefined;
    assert.ok(given?.kind === 'object');
    const names = given.entries.map(({ key }) => (key.kind === 'name' ? key.name : textOf(key)));
    assert.deepEqual(names.toSorted(), Object.keys(playbook.parameters).toSorted());
    const url = entryOf(given, 'alertsUrl', 'value');
    assert.ok(url?.kind === 'string');
    assert.equal(url.chunks.at(-1), '/api/alerts/sentinel');
  });
});
