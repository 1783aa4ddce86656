import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export interface WebhookSecret {
  readonly source: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** What the headers alone say. A clock that is wrong is the usual cause of `timestamp`. */
export type SignatureCheck =
  | { readonly kind: 'plausible'; readonly signed: SignedHeaders }
  | { readonly kind: 'flawed'; readonly flaw: 'signatureHeaders' | 'timestamp' };

interface WebhookVerifier {
  /** Costs nothing: for callers whose body is not worth reading. */
  check(headers: IncomingHttpHeaders): SignatureCheck;
  /** The source whose secret signed the body; undefined where none did. */
  sourceOf(signed: SignedHeaders, text: string): string | undefined;
}

/**
 * Standard Webhooks carry no name: the secret that fits says who speaks. Every secret is tried, also after one
 * has fitted, so that the time taken tells nothing about whose turn it was.
 */
export function createWebhookVerifier(secrets: readonly WebhookSecret[]): WebhookVerifier {
  const webhooks = secrets.map(({ source, secret }) => ({ source, webhook: new Webhook(secret) }));
  return {
    check,
    sourceOf(signed, text) {
      const fitting = webhooks.filter(({ webhook }) => fits(webhook, text, signed));
      return fitting[0]?.source;
    },
  };
}

type SignedHeaders = Readonly<Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string>>;

const toleranceSeconds = 300;

/** A digest over 4 MiB for each secret is work that nobody gets for headers that cannot hold. */
function check(headers: IncomingHttpHeaders): SignatureCheck {
  const [id, timestamp, signature] = [
    headers['webhook-id'],
    headers['webhook-timestamp'],
    headers['webhook-signature'],
  ].map((value) => (typeof value === 'string' ? value : ''));
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp) || !/(?:^| )v1,/.test(signature)) {
    return { kind: 'flawed', flaw: 'signatureHeaders' };
  }
  // The library, which has the last word, reads the machine's clock too.
  const off = Math.abs(Math.floor(Date.now() / 1_000) - Number(timestamp));
  if (off > toleranceSeconds) return { kind: 'flawed', flaw: 'timestamp' };
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  return { kind: 'plausible', signed };
}

function fits(webhook: Webhook, text: string, headers: SignedHeaders): boolean {
  try {
    // Without jsonParse: false a rightly signed body that is not JSON throws SyntaxError.
    webhook.verify(text, headers, { jsonParse: false });
    return true;
  } catch (thrown) {
    if (thrown instanceof WebhookVerificationError) return false;
    throw thrown;
  }
}
