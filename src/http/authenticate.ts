import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../workflow/ports.ts';
import { type AppTokenSettings, createAppTokenVerifier } from './app-token.ts';
import { type Refused, refused } from './problem.ts';
import { createWebhookVerifier, type WebhookSecret } from './webhook-signature.ts';

export interface AlertSources {
  readonly webhookSecrets: readonly WebhookSecret[];
  readonly appTokens?: AppTokenSettings;
}

/** The name of the source that speaks; `text` is the body as it was signed (empty for a GET). */
export type Authenticate = (
  headers: IncomingHttpHeaders,
  text: string,
) => Promise<{ readonly kind: 'ok'; readonly source: string } | Refused>;

const unknown = refused('unauthenticated', 'Sign the call (Standard Webhooks) or show an app token of Entra ID.', {
  headers: { 'WWW-Authenticate': 'Bearer' },
});
const badSignature = refused(
  'unauthenticated',
  'The signature, its timestamp (five minutes either way) or its headers do not hold.',
  { headers: { 'WWW-Authenticate': 'Bearer' } },
);

export function createAuthenticate(sources: AlertSources, clock: Clock): Authenticate {
  const signer = createWebhookVerifier(sources.webhookSecrets);
  const bearer = sources.appTokens === undefined ? undefined : createAppTokenVerifier(sources.appTokens, clock);
  return async (headers, text) => {
    if (headers['webhook-signature'] !== undefined) {
      const source = signer(headers, text);
      return source === undefined ? badSignature : { kind: 'ok', source };
    }
    const token = /^Bearer ([\w.-]+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || bearer === undefined) return unknown;
    return bearer(token);
  };
}
