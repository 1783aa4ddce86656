import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'yaml';
import { pairsOf, parseDockerfile } from './image/parse-dockerfile.ts';
import { problemsOf, samples, unknownNames } from './sample-settings.ts';

interface Service {
  readonly image?: string;
  readonly build?: string;
  readonly env_file?: string;
  readonly environment?: Record<string, string>;
  readonly volumes?: readonly string[];
  readonly networks: readonly string[];
  readonly ports?: readonly string[];
  readonly read_only?: boolean;
  readonly tmpfs?: readonly string[];
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly depends_on?: Record<string, { condition: string }>;
  readonly healthcheck?: { test: readonly string[]; start_period?: string };
}

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const text = read('compose.yaml');
const compose = parse(text, { merge: true }) as {
  services: Record<string, Service>;
  networks: Record<string, { internal?: boolean }>;
  volumes: Record<string, unknown>;
};
const { proxy, database, ...instances } = compose.services;
const caddy = read('infra/compose/Caddyfile');
const port = /proxy instance-1:(\d+)/.exec(caddy)?.[1];

describe('compose.yaml', () => {
  it('runs two instances of the image that the Dockerfile makes, a proxy and a database', () => {
    assert.deepEqual(Object.keys(instances), ['instance-1', 'instance-2']);
    for (const { build, image } of Object.values(instances))
      assert.deepEqual([build, image], ['.', 'countersign:0.1.0']);
    for (const service of [proxy, database]) assert.match(service?.image ?? '', /^[a-z]+:\d+\.\d+(?:\.\d+)?$/);
  });

  for (const [name, instance] of Object.entries(instances)) {
    it(`gives settings that there are, and all that are not the installer's: ${name}`, () => {
      const environment = instance.environment ?? {};
      assert.deepEqual(unknownNames(Object.keys(environment)), []);
      const filled = { ...environment, DATABASE_URL: environment['DATABASE_URL']?.replace(/\$\{[^}]*\}/, 'abc123') };
      assert.deepEqual(problemsOf({ ...samples, ...filled }), []);
    });

    it(`mounts the policy's folder, and nothing else is written to: ${name}`, () => {
      const folder = dirname(instance.environment?.['POLICY_FILE'] ?? '');
      assert.deepEqual(instance.volumes, [`./policy:${folder}:ro`]);
      assert.equal(instance.read_only, true);
      assert.deepEqual(instance.cap_drop, ['ALL']);
      assert.deepEqual(instance.security_opt, ['no-new-privileges:true']);
    });

    it(`leaves it more time to stop than it needs: ${name}`, () => {
      assert.ok(Number.parseInt(instance.stop_grace_period ?? '', 10) >= 15);
    });

    it(`waits a minute and a half for migrations before it is called ill: ${name}`, () => {
      assert.ok(Number.parseInt(instance.healthcheck?.start_period ?? '', 10) >= 90);
    });

    it(`asks it on the port that the proxy does not lead to, as the proxy does: ${name}`, () => {
      const environment = instance.environment ?? {};
      assert.equal(environment['PORT'], port);
      assert.match(instance.healthcheck?.test.join(' ') ?? '', new RegExp(`:${environment['INTERNAL_PORT']}/readyz`));
      assert.match(caddy, new RegExp(`health_port ${environment['INTERNAL_PORT']}\\b`));
      assert.match(caddy, /health_uri \/readyz\b/);
      assert.ok(caddy.includes(`${name}:${port}`), `${name} is not behind the proxy`);
    });
  }

  it('lets nothing but the instances reach the database, and nothing from outside anything but the proxy', () => {
    assert.equal(compose.networks['inside']?.internal, true);
    assert.deepEqual(database?.networks, ['inside']);
    assert.deepEqual(proxy?.networks, ['outside']);
    assert.deepEqual(
      Object.entries(compose.services).flatMap(([name, { ports }]) => (ports === undefined ? [] : [name])),
      ['proxy'],
    );
  });

  it('lets the proxy forward the API alone', () => {
    assert.match(caddy, /@api path \/api\/\*/);
    assert.match(caddy, /respond 404/);
    assert.equal(caddy.split('{').length, caddy.split('}').length);
  });

  it('holds no secret: what is one comes from my.env, and its absence is told', () => {
    for (const [, name, rest] of text.matchAll(/\$\{(\w+)([^}]*)\}/g)) assert.match(rest ?? '', /^:\?/, name);
    assert.doesNotMatch(text, /PASSWORD: (?!\$\{)/);
  });

  it('knows every volume and network that it names', () => {
    for (const { networks, volumes = [] } of Object.values(compose.services)) {
      for (const network of networks) assert.ok(network in compose.networks, network);
      for (const volume of volumes.map((entry) => entry.split(':')[0] ?? '')) {
        assert.ok(volume.startsWith('.') || volume in compose.volumes, volume);
      }
    }
  });

  it('listens where the image says', () => {
    const image = parseDockerfile(read('Dockerfile')).at(-1);
    assert.ok(image);
    assert.equal(pairsOf(image, 'ENV')['PORT'], port);
  });
});
