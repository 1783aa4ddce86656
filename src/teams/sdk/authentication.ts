import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ServiceError } from '../../errors.ts';
import type { Clock, Meter } from '../../workflow/ports.ts';
import type { BotCloud } from '../door/bot-cloud.ts';
import { createConnectorHttp } from './connector-http.ts';

export interface SdkOptions {
  readonly botId: string;
  readonly botTenantId: string;
  readonly cloud: BotCloud;
  readonly openIdMetadataUrl: string;
  readonly botToken: () => Promise<string>;
  readonly clock: Clock;
  readonly timeoutMs: number;
  readonly meter?: Meter | undefined;
}

/**
 * All To… settings are given together: with only some of them the SDK answers 401 to everything. The emulator's
 * metadata is the channel's, so an Entra token of some Microsoft tenant meets keys that never signed it.
 */
export function createSdkAuthentication(options: SdkOptions): ConfigurationBotFrameworkAuthentication {
  const { botId, botTenantId, cloud, openIdMetadataUrl, botToken, clock, timeoutMs, meter } = options;
  return new ConfigurationBotFrameworkAuthentication(
    {
      MicrosoftAppId: botId,
      MicrosoftAppTenantId: botTenantId,
      MicrosoftAppType: 'SingleTenant',
      ValidateAuthority: 'true',
      ToChannelFromBotLoginUrl: cloud.loginUrl,
      ToChannelFromBotOAuthScope: cloud.connectorResource,
      ToBotFromChannelTokenIssuer: cloud.tokenIssuer,
      OAuthUrl: cloud.oAuthUrl,
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
      CallerId: cloud.callerId,
    },
    // The SDK's own factory for managed identities would take whatever identity AZURE_* names.
    {
      isValidAppId: async (id) => id === botId,
      isAuthenticationDisabled: async () => false,
      createCredentials: async () => ({
        async signRequest(request) {
          request.headers.set('authorization', `Bearer ${await obtained(botToken)}`);
          return request;
        },
      }),
    },
    // Should the SDK ever authenticate by itself: emulator and skill tokens stay shut out.
    {
      requiredEndorsements: [],
      validateClaims: async (claims) => {
        const issuer = claims.find(({ type }) => type === 'iss')?.value;
        if (issuer !== cloud.tokenIssuer) throw new ServiceError('teamsRefused', 'Only the channel service may call.');
      },
    },
    undefined,
    { httpClient: createConnectorHttp({ clock, timeoutMs, meter }) },
  );
}

async function obtained(botToken: () => Promise<string>): Promise<string> {
  try {
    return await botToken();
  } catch (thrown) {
    if (thrown instanceof ServiceError) throw thrown;
    throw new ServiceError('tokenUnavailable', undefined, { retryable: true, cause: thrown });
  }
}
