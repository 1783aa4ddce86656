import { defineCheck } from '../check.ts';
import { ok, skipped, warning } from '../finding.ts';
import { connectTo } from '../probes/connect-to.ts';
import { failureFix, failureWords } from '../probes/failure-code.ts';

/** Variables that cannot be used are among the settings. */
export const telemetryCheck = defineCheck({
  needs: ['tracing'],
  async look({ tracing }) {
    if (tracing.exporter !== 'otlp') return [skipped('traces are sent nowhere (OTEL_…)')];
    const connected = await connectTo(new URL(tracing.url));
    if (connected.kind === 'connected')
      return [ok('The collector that the OTEL_EXPORTER_OTLP_… variables name can be reached.')];
    return [
      warning({
        what: `The collector that the OTEL_EXPORTER_OTLP_… variables name cannot be reached: ${failureWords(connected.code)}.`,
        why: 'Traces are lost; the service itself goes on.',
        fix: `Start the collector, or correct OTEL_EXPORTER_OTLP_ENDPOINT. ${failureFix(connected.code)}`,
      }),
    ];
  },
});
