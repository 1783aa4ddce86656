import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

export interface WebhookSecret {
  readonly source: string;
  /** `whsec_` and base64. */
  readonly secret: string;
}

/** The source whose secret signed the body; undefined where none did, or not within five minutes of now. */
type WebhookVerifier = (headers: IncomingHttpHeaders, text: string) => string | undefined;

/**
 * Standard Webhooks carry no name: the secret that fits says who speaks. Every secret is tried, also after one
 * has fitted, so that the time taken tells nothing about whose turn it was.
 */
export function createWebhookVerifier(secrets: readonly WebhookSecret[]): WebhookVerifier {
  const webhooks = secrets.map(({ source, secret }) => ({ source, webhook: new Webhook(secret) }));
  return (headers, text) => {
    const signed = {
      'webhook-id': String(headers['webhook-id'] ?? ''),
      'webhook-timestamp': String(headers['webhook-timestamp'] ?? ''),
      'webhook-signature': String(headers['webhook-signature'] ?? ''),
    };
    const fitting = webhooks.filter(({ webhook }) => fits(webhook, text, signed));
    return fitting[0]?.source;
  };
}

function fits(webhook: Webhook, text: string, headers: Record<string, string>): boolean {
  try {
    // Without jsonParse: false a rightly signed body that is not JSON throws SyntaxError.
    webhook.verify(text, headers, { jsonParse: false });
    return true;
  } catch (thrown) {
    if (thrown instanceof WebhookVerificationError) return false;
    throw thrown;
  }
}
