import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../workflow/ports.ts';
import { type AppTokenSettings, createAppTokenVerifier } from './app-token.ts';
import { type Refused, refused } from './problem.ts';
import { createWebhookVerifier, type WebhookSecret } from './webhook-signature.ts';

export interface AlertSources {
  readonly webhookSecrets: readonly WebhookSecret[];
  readonly appTokens?: AppTokenSettings;
}

/** What the headers say of a caller, before anything of the body is read. */
export type Caller =
  /** An app token: it holds, whatever the body says. */
  | { readonly kind: 'known'; readonly source: string }
  /** Everything but the signature holds; `prove` takes the body as it was signed (empty for a GET). */
  | { readonly kind: 'signed'; prove(text: string): Extract<Caller, { kind: 'known' }> | Refused }
  | Refused;

export type Authenticate = (headers: IncomingHttpHeaders) => Promise<Caller>;

const challenge = { headers: { 'WWW-Authenticate': 'Bearer' } };
const unknown = refused('unauthenticated', 'Sign the call (Standard Webhooks) or show an app token of Entra ID.', {
  ...challenge,
  flaw: 'noCredentials',
});
const signatureHeaders = refused(
  'unauthenticated',
  'Of the headers webhook-id, webhook-timestamp and webhook-signature, one is missing or malformed.',
  { ...challenge, flaw: 'signatureHeaders' },
);
const timestamp = refused(
  'unauthenticated',
  'The timestamp is more than five minutes off: compare the clocks of both sides.',
  { ...challenge, flaw: 'timestamp' },
);
const signature = refused('unauthenticated', 'The signature is wrong: compare secret, webhook-id and signed body.', {
  ...challenge,
  flaw: 'signature',
});

export function createAuthenticate(sources: AlertSources, clock: Clock, steady: Clock): Authenticate {
  const webhooks = sources.webhookSecrets.length === 0 ? undefined : createWebhookVerifier(sources.webhookSecrets);
  const bearer = sources.appTokens === undefined ? undefined : createAppTokenVerifier(sources.appTokens, clock, steady);
  return async (headers) => {
    // A gateway may add an Authorization header of its own to what a source has signed.
    if (webhooks !== undefined && headers['webhook-signature'] !== undefined) {
      const check = webhooks.check(headers);
      if (check.kind === 'flawed') return check.flaw === 'timestamp' ? timestamp : signatureHeaders;
      return {
        kind: 'signed',
        prove(text) {
          const source = webhooks.sourceOf(check.signed, text);
          return source === undefined ? signature : { kind: 'known', source };
        },
      };
    }
    const token = /^Bearer ([\w.-]+)$/i.exec(headers.authorization ?? '')?.[1];
    if (token === undefined || bearer === undefined) return unknown;
    return bearer(token);
  };
}
