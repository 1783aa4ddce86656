import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pairsIn } from '../../src/config/read-tracing.ts';
import { readConfig } from '../../src/config.ts';
import { filesOf, least } from './settings.ts';

function read(settings: Readonly<Record<string, string>>) {
  const result = readConfig({ ...least, ...settings }, filesOf({}));
  assert.equal(result.kind, 'ok');
  return { ...result.config.tracing, withoutEffect: result.withoutEffect };
}

const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318/' };

describe("OpenTelemetry's variables", () => {
  const exporters: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ['nothing is set', {}, 'none'],
    ['an endpoint is set', endpoint, 'otlp'],
    ['an endpoint for traces is set', { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://c/x' }, 'otlp'],
    ['OTLP is asked for', { OTEL_TRACES_EXPORTER: 'otlp' }, 'otlp'],
    ['lines of the log are asked for', { OTEL_TRACES_EXPORTER: 'console' }, 'console'],
    ['none are asked for', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, 'none'],
    ['the SDK is switched off', { ...endpoint, OTEL_SDK_DISABLED: 'TRUE' }, 'none'],
    ['the protocol is ours', { ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' }, 'otlp'],
  ];
  for (const [when, settings, exporter] of exporters) {
    it(`choose ${exporter} where ${when}`, () => {
      const found = read(settings);

      assert.equal(found.exporter, exporter);
      assert.deepEqual(found.withoutEffect, []);
    });
  }

  const useless: readonly (readonly [Readonly<Record<string, string>>, RegExp])[] = [
    [{ ...endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /^OTEL_EXPORTER_OTLP_PROTOCOL \(only http\/protobuf/],
    [{ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' }, /^OTEL_EXPORTER_OTLP_TRACES_PROTOCOL \(only/],
    [{ OTEL_TRACES_EXPORTER: 'jaeger' }, /^OTEL_TRACES_EXPORTER \(it must be otlp, console or none/],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4317' }, /^OTEL_EXPORTER_OTLP_ENDPOINT \(it must be an http/],
  ];
  for (const [settings, said] of useless) {
    it(`that cannot be used never stop the start, and are named: ${said.source}`, () => {
      const { exporter, withoutEffect } = read(settings);

      assert.equal(exporter, 'none');
      assert.equal(withoutEffect.length, 1);
      assert.match(withoutEffect[0] ?? '', said);
    });
  }

  it('give the path of traces to the common endpoint, and take the one for traces as it stands', () => {
    assert.equal(read(endpoint).url, 'http://collector:4318/v1/traces');
    assert.equal(read({ OTEL_TRACES_EXPORTER: 'otlp' }).url, 'http://localhost:4318/v1/traces');
    assert.equal(read({ ...endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://c/x' }).url, 'https://c/x');
  });

  it('name service, resource and sampler', () => {
    const found = read({
      OTEL_SERVICE_NAME: 'mail-approvals',
      OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=lab, team=soc%20one ,broken',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
    });

    assert.equal(found.serviceName, 'mail-approvals');
    assert.deepEqual(found.resource, { 'deployment.environment.name': 'lab', team: 'soc one' });
    assert.deepEqual(found.sampler, { kind: 'parentbased_traceidratio', ratio: 0.25 });
    assert.equal(read({}).serviceName, 'countersign');
  });

  it('are told where a sampler or its share means nothing', () => {
    assert.match(read({ OTEL_TRACES_SAMPLER: 'xray' }).withoutEffect[0] ?? '', /^OTEL_TRACES_SAMPLER /);
    const share = read({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '20%' });
    assert.match(share.withoutEffect[0] ?? '', /^OTEL_TRACES_SAMPLER_ARG /);
    assert.deepEqual(share.sampler, { kind: 'traceidratio', ratio: 1 });
  });

  it('hold headers as secrets, those for traces before the common ones', () => {
    const common = { OTEL_EXPORTER_OTLP_HEADERS: 'authorization=Bearer%20abc' };
    const found = read({ ...endpoint, ...common, OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-key=k=1,nothing' });

    assert.deepEqual(pairsIn(found.headers?.reveal()), { 'x-key': 'k=1' });
    assert.deepEqual(pairsIn(read({ ...endpoint, ...common }).headers?.reveal()), { authorization: 'Bearer abc' });
    assert.doesNotMatch(JSON.stringify(found), /k=1/);
  });
});
