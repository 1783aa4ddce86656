import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readers, sampleRecord } from '../alerts/records.ts';
import { parseBicep } from './bicep/parse-bicep.ts';
import { textOf } from './bicep/parse-expression.ts';
import type { Expression } from './bicep/syntax.ts';
import { entryOf, within } from './bicep/walk.ts';
import { policyPath, problemsOf, samplePolicy, samples, unknownNames } from './sample-settings.ts';

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
  const lists = ['ownSettings', 'webhookSettings', 'singleTenantSettings', 'tokenSettings'];

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

  it('find the policy where it is mounted, read as it was written', () => {
    const mount = all().find((expression) => textOf(entryOf(expression, 'mountPath')) !== undefined);
    const file = all().find((expression) => textOf(entryOf(expression, 'path'))?.endsWith('.json'));
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
    const envelope = {
      eventUniqueId: '5c0b8f0e-1111-4222-8333-abcdefabcdef',
      objectSchemaType: 'Incident',
      objectEventType: 'Create',
      workspaceInfo: { SubscriptionId: 'd0cfe6b2', ResourceGroupName: 'soc', WorkspaceName: 'soc' },
      workspaceId: '0f6d0b6e-1111-4222-8333-abcdefabcdef',
      object: record,
    };
    const posted = readers.sentinel(envelope, 'sentinel');
    assert.equal(posted.kind, 'alerts');
    assert.deepEqual(posted, readers.sentinel(record, 'sentinel'));
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
