import type { Attributes } from '@opentelemetry/api';
import type { SpanAttributes } from '../workflow/ports.ts';

/** Under which names they leave us: OpenTelemetry's own where it has one (semantic conventions), else ours. */
export const attributeNames = {
  requestId: 'countersign.request_id',
  revision: 'countersign.revision',
  workKind: 'countersign.work_kind',
  outcome: 'countersign.outcome',
  verb: 'countersign.verb',
  command: 'countersign.command',
  clientRequestId: 'countersign.client_request_id',
  method: 'http.request.method',
  route: 'http.route',
  status: 'http.response.status_code',
} as const satisfies Record<keyof SpanAttributes, string>;

export function exportedAttributes(attributes: SpanAttributes): Attributes {
  const named: Attributes = {};
  for (const key of Object.keys(attributeNames) as (keyof SpanAttributes)[]) {
    const value = attributes[key];
    if (value !== undefined) named[attributeNames[key]] = value;
  }
  return named;
}
