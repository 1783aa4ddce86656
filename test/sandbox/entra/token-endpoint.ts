import { X509Certificate } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { jwtVerify } from 'jose';
import type { AccessTokens } from './access-tokens.ts';
import { answerJson, readBody } from './loopback.ts';

export interface TokenCall {
  readonly clientId: string;
  readonly scope: string;
  readonly proof: 'secret' | 'certificate' | 'federated' | 'none';
  readonly answered: number;
}

export interface TokenEndpointOptions {
  readonly tokens: AccessTokens;
  readonly authority: string;
  readonly tenantId: string;
  readonly secrets: Readonly<Record<string, string>>;
  /** PEM certificate whose key may sign assertions, for any client. */
  readonly certificate: string;
  /** Assertion of the cluster that is taken as it is, for any client. */
  readonly federatedToken: string;
  /** What is said to these clients, whatever they show; by client id. */
  readonly refusals: ReadonlyMap<string, string>;
  readonly calls: TokenCall[];
}

/** `/{tenant}/oauth2/v2.0/token` for client credentials: secret, certificate, federated token. Wrong ones get Entra's words. */
export async function answerToken(
  request: IncomingMessage,
  response: ServerResponse,
  options: TokenEndpointOptions,
): Promise<void> {
  const form = new URLSearchParams(await readBody(request));
  const clientId = form.get('client_id') ?? '';
  const scope = form.get('scope') ?? '';
  const { proof, problem: flaw } = await check(form, clientId, options);
  const problem = options.refusals.get(clientId) ?? flaw;
  const resource = scope.split(' ').find((part) => part.endsWith('/.default')) ?? '';
  const token = problem ? undefined : await options.tokens.issue(clientId, resource.replace(/\/\.default$/, ''));
  const answered = problem ? 401 : token ? 200 : 400;
  options.calls.push({ clientId, scope, proof, answered });
  if (token) return answerJson(response, 200, { token_type: 'Bearer', expires_in: 3600, access_token: token });
  const description = problem ?? 'AADSTS500011: The resource principal was not found in the tenant.';
  answerJson(response, answered, {
    error: problem ? 'invalid_client' : 'invalid_resource',
    error_description: description,
    error_codes: [Number(/\d+/.exec(description)?.[0])],
  });
}

async function check(
  form: URLSearchParams,
  clientId: string,
  options: TokenEndpointOptions,
): Promise<{ proof: TokenCall['proof']; problem?: string }> {
  if (form.get('grant_type') !== 'client_credentials')
    return { proof: 'none', problem: 'AADSTS70003: Unsupported grant.' };
  const secret = form.get('client_secret');
  if (secret !== null) {
    const right = options.secrets[clientId] === secret;
    return right ? { proof: 'secret' } : { proof: 'secret', problem: 'AADSTS7000215: Invalid client secret provided.' };
  }
  const assertion = form.get('client_assertion');
  if (assertion === null) return { proof: 'none', problem: 'AADSTS7000218: The request body must contain a proof.' };
  if (assertion === options.federatedToken) return { proof: 'federated' };
  return (await signedByCertificate(assertion, clientId, options))
    ? { proof: 'certificate' }
    : { proof: 'certificate', problem: 'AADSTS700027: The certificate is not registered for the application.' };
}

async function signedByCertificate(assertion: string, clientId: string, options: TokenEndpointOptions) {
  try {
    const { publicKey } = new X509Certificate(options.certificate);
    const audience = `${options.authority}/${options.tenantId}/oauth2/v2.0/token`;
    // The SDK rounds `nbf` up to the next second; Entra ID allows five minutes.
    await jwtVerify(assertion, publicKey, { issuer: clientId, subject: clientId, audience, clockTolerance: 300 });
    return true;
  } catch {
    return false;
  }
}
