import { botCredential, graphCredential } from '../../compose-options.ts';
import { clouds } from '../../identity/clouds.ts';
import { createCredential, type TokenSource } from '../../identity/create-credential.ts';
import type { CredentialSettings } from '../../identity/credential-settings.ts';
import { tokenFaultCode } from '../../identity/token-fault.ts';
import { oncePerPatient, type Patient } from '../patient.ts';
import { askMs } from './ask.ts';
import { type Claims, claimsOf } from './claims.ts';
import { isPlainFile } from './plain-file.ts';

export type Token =
  | {
      readonly kind: 'token';
      readonly token: string;
      readonly source: TokenSource;
      readonly claims: Claims | undefined;
    }
  /** `code`: Entra's (AADSTS…), the SDK's or Node's; `noFile` is ours. */
  | { readonly kind: 'none'; readonly code: string };

/** For Teams, by the bot's own identity. Undefined where its settings are wrong. */
export const botToken = oncePerPatient(async ({ cloud, settings: { bot } }: Patient): Promise<Token | undefined> => {
  return bot && obtain(botCredential({ bot }), `${clouds[cloud].bot.connectorResource}/.default`);
});

/** For Graph. Undefined where its settings are wrong. */
export const graphToken = oncePerPatient(async ({ settings: { graph } }: Patient): Promise<Token | undefined> => {
  return graph && obtain(graphCredential({ graph }), clouds[graph.cloud].graphScope);
});

async function obtain(settings: CredentialSettings, scope: string): Promise<Token> {
  // Of a pipe nobody may ever write into, and a read that waits keeps even process.exit from ending.
  if (settings.kind === 'workloadIdentity' && !isPlainFile(settings.tokenFilePath)) {
    return { kind: 'none', code: 'noFile' };
  }
  const source = createCredential(settings, { timeoutMs: askMs });
  try {
    const token = await source(scope);
    return { kind: 'token', token, source, claims: claimsOf(token) };
  } catch (thrown) {
    return { kind: 'none', code: tokenFaultCode(thrown) };
  }
}
