/**
 * OpenTelemetry's variables. Whoever runs the cluster may set them for every service alike, so what cannot be used here
 * never stops the start, as its specification asks: it has no effect, and that is said.
 */
import { samplerKinds, type TracingConfig } from './config-types.ts';
import { keepSecret } from './secret.ts';
import { type SettingReader, splitList } from './setting-reader.ts';

export function readTracing(read: SettingReader): TracingConfig {
  const { exporter } = chosenExporter(read);
  // Whoever reads them is given the traces: the one for traces wins.
  const headers = read.verbatim('OTEL_EXPORTER_OTLP_TRACES_HEADERS') ?? read.verbatim('OTEL_EXPORTER_OTLP_HEADERS');
  return {
    exporter,
    url: endpointOf(read).url,
    ...(headers === undefined ? {} : { headers: keepSecret(headers) }),
    sampler: samplerOf(read).sampler,
    serviceName: read.text('OTEL_SERVICE_NAME') ?? 'countersign',
    resource: pairsIn(read.text('OTEL_RESOURCE_ATTRIBUTES')),
  };
}

/** What is set for traces and cannot have its effect: the variable, and why. */
export function tracingWithoutEffect(read: SettingReader): readonly string[] {
  const why = [chosenExporter(read).why, samplerOf(read).why];
  return why.filter((one) => one !== undefined);
}

interface Chosen {
  readonly exporter: TracingConfig['exporter'];
  readonly why?: string;
}

function chosenExporter(read: SettingReader): Chosen {
  const { url, key, isUsable } = endpointOf(read);
  const named = read.text('OTEL_TRACES_EXPORTER')?.toLowerCase();
  if (read.text('OTEL_SDK_DISABLED')?.toLowerCase() === 'true' || named === 'none') return { exporter: 'none' };
  if (named === 'console') return { exporter: 'console' };
  if (named !== undefined && named !== 'otlp') {
    return { exporter: 'none', why: 'OTEL_TRACES_EXPORTER (it must be otlp, console or none; nothing is traced)' };
  }
  if (named === undefined && key === undefined) return { exporter: 'none' };
  const protocol = protocolOf(read);
  if (protocol !== undefined) {
    return { exporter: 'none', why: `${protocol} (only http/protobuf is spoken here; nothing is traced)` };
  }
  if (!isUsable) return { exporter: 'none', why: `${key} (it must be an http or https address; nothing is traced)` };
  return { exporter: url === '' ? 'none' : 'otlp' };
}

/** The variable that asks for another protocol than ours. */
function protocolOf(read: SettingReader): string | undefined {
  const own = read.text('OTEL_EXPORTER_OTLP_TRACES_PROTOCOL');
  const common = read.text('OTEL_EXPORTER_OTLP_PROTOCOL');
  if ((own ?? common ?? 'http/protobuf').toLowerCase() === 'http/protobuf') return undefined;
  return own === undefined ? 'OTEL_EXPORTER_OTLP_PROTOCOL' : 'OTEL_EXPORTER_OTLP_TRACES_PROTOCOL';
}

interface Endpoint {
  readonly url: string;
  /** Absent: nobody named one. */
  readonly key?: string;
  readonly isUsable: boolean;
}

/** The one for traces is taken as it stands; to the common one, the path of traces is added. */
function endpointOf(read: SettingReader): Endpoint {
  const own = read.text('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  const common = read.text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (own !== undefined) return { url: own, key: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', isUsable: isHttp(own) };
  const url = `${(common ?? 'http://localhost:4318').replace(/\/+$/, '')}/v1/traces`;
  return { url, isUsable: isHttp(url), ...(common === undefined ? {} : { key: 'OTEL_EXPORTER_OTLP_ENDPOINT' }) };
}

function isHttp(url: string): boolean {
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}

function samplerOf(read: SettingReader): { readonly sampler: TracingConfig['sampler']; readonly why?: string } {
  const usual = { kind: 'parentbased_always_on', ratio: 1 } as const;
  const named = read.text('OTEL_TRACES_SAMPLER');
  const argument = read.text('OTEL_TRACES_SAMPLER_ARG');
  if (named === undefined) return { sampler: usual };
  const kind = samplerKinds.find((one) => one === named.toLowerCase());
  if (kind === undefined) return { sampler: usual, why: `OTEL_TRACES_SAMPLER (it must be ${samplerKinds.join(', ')})` };
  const ratio = Number(argument ?? 1);
  if (ratio >= 0 && ratio <= 1) return { sampler: { kind, ratio } };
  return { sampler: { kind, ratio: 1 }, why: 'OTEL_TRACES_SAMPLER_ARG (it must be a number from 0 to 1)' };
}

/** `name=value` with commas between them, percent-encoded; what is anything else is left out. */
export function pairsIn(text: string | undefined): Readonly<Record<string, string>> {
  const pairs = splitList(text).flatMap((item) => {
    const at = item.indexOf('=');
    const [name, value] = [decoded(item.slice(0, Math.max(0, at))), decoded(item.slice(at + 1))];
    return name && value !== undefined ? [[name, value] as const] : [];
  });
  return Object.fromEntries(pairs);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim());
  } catch {
    return undefined;
  }
}
