import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { switchedOn } from '../src/compose-options.ts';
import { readConfig } from '../src/config.ts';
import { files, least, webhookSecret } from './config/settings.ts';

function switchedOnBy(settings: Readonly<Record<string, string>>) {
  const read = readConfig({ ...least, ...settings }, files);
  assert.ok(read.kind === 'ok', JSON.stringify(read));
  return switchedOn(read.config);
}

describe('what has metrics of its own', () => {
  it('is off in the least that starts', () => {
    assert.deepEqual(switchedOnBy({}), []);
  });

  it('is on by its setting', () => {
    const polled = { DEFENDER_POLL_EVERY: 'PT1M' };
    const told = {
      OUTCOME_CALLBACKS: 'defender=https://soar.example/',
      OUTCOME_SECRETS: `defender=${webhookSecret(32)}`,
    };
    const collected = { OTEL_TRACES_EXPORTER: 'otlp', OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

    assert.deepEqual(switchedOnBy(polled), ['polling']);
    assert.deepEqual(switchedOnBy({ ...polled, ...told }), ['polling', 'callbacks']);
    assert.deepEqual(switchedOnBy({ AUDIT_SIGNING_KEY_PATH: 'ed25519.pem' }), ['signing']);
    assert.deepEqual(switchedOnBy(collected), ['tracing']);
    assert.deepEqual(switchedOnBy({ OTEL_TRACES_EXPORTER: 'console' }), []);
  });
});
