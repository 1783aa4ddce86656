import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { azureKeys, otelKeys, settingKeys } from '../../src/config/setting-keys.ts';
import { readConfig } from '../../src/config.ts';
import { filesOf, graphAppId, least, tenantId } from './settings.ts';

const folder = join(import.meta.dirname, '../../env');
const example = readFileSync(join(folder, '.env.example'), 'utf8');
const lines = example.split('\n').filter((line) => line !== '' && !line.startsWith('# ----'));

describe('env/.env.example', () => {
  it('holds every key that is read, once, and no other', () => {
    const keys = lines.filter((line) => !line.startsWith('#')).map((line) => line.split('=')[0]);

    assert.deepEqual(keys.toSorted(), [...settingKeys, ...azureKeys, ...otelKeys].toSorted());
  });

  it('explains each key with one comment', () => {
    for (const [index, line] of lines.entries()) {
      if (line.startsWith('#')) continue;
      assert.match(lines[index - 1] ?? '', /^# .+\.$/, line);
    }
  });

  it('shows the defaults', () => {
    const shown = readConfig({ ...parseEnv(example), ...least }, filesOf({}));
    const plain = readConfig(least, filesOf({}));

    assert.equal(shown.kind, 'ok');
    assert.deepEqual(shown, plain);
  });

  it('names the keys that are read, whatever else is chosen', () => {
    const read = new Set<string>();
    const spy = (settings: Record<string, string>) =>
      new Proxy(settings, {
        get: (target, key) => {
          read.add(String(key));
          return Reflect.get(target, key) as unknown;
        },
      });
    const app = { AZURE_TENANT_ID: tenantId, AZURE_CLIENT_ID: graphAppId };
    const variants: Record<string, string>[] = [
      {},
      { BOT_TYPE: 'SingleTenant' },
      { ...app, GRAPH_AUTH: 'clientSecret' },
      { ...app, GRAPH_AUTH: 'certificate' },
      { ...app, GRAPH_AUTH: 'workloadIdentity' },
      { ALERTS_TENANT_ID: tenantId },
      { OTEL_TRACES_EXPORTER: 'otlp' },
    ];

    for (const variant of variants) readConfig(spy({ ...least, ...variant }), filesOf({}));

    const known = new Set<string>([...settingKeys, ...azureKeys, ...otelKeys]);
    assert.deepEqual(
      [...known].filter((key) => !read.has(key)),
      [],
    );
    assert.deepEqual(
      [...read].filter((key) => !known.has(key)),
      [],
    );
  });

  it('and its neighbours hold no secret', () => {
    for (const name of ['.env.example', '.env.dev', '.env.local']) {
      const settings = parseEnv(readFileSync(join(folder, name), 'utf8'));
      const telling = Object.entries(settings).filter(
        ([key, value]) => /PASSWORD|SECRET|KEY/.test(key) && value !== '',
      );

      assert.deepEqual(telling, []);
    }
  });
});
