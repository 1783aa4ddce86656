/**
 * A process of its own that asks for tokens: the SDK reads a managed identity's endpoint once per process.
 * Arguments: settings and scopes as JSON. Prints `{tokens}` or `{fault}` as JSON.
 */
import { asServiceError } from '../../src/errors.ts';
import { createCredential } from '../../src/identity/create-credential.ts';
import type { CredentialSettings } from '../../src/identity/credential-settings.ts';

const [settings, scopes] = process.argv.slice(2).map((argument) => JSON.parse(argument) as unknown);
const source = createCredential(settings as CredentialSettings);

try {
  const tokens: string[] = [];
  for (const scope of scopes as string[]) tokens.push(await source(scope));
  process.stdout.write(JSON.stringify({ tokens }));
} catch (thrown) {
  const { code, message, retryable } = asServiceError(thrown);
  process.stdout.write(JSON.stringify({ fault: { code, message, retryable } }));
}
