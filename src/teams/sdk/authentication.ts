import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { ServiceError } from '../../errors.ts';
import type { Clock, Meter, Tracer } from '../../workflow/ports.ts';
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
  readonly tracer?: Tracer | undefined;
}

/**
 * All To… settings are given together: with only some of them the SDK answers 401 to everything. The emulator's
 * metadata is the channel's, so an Entra token of some Microsoft tenant meets keys that never signed it.
 */
export function createSdkAuthentication(options: SdkOptions): ConfigurationBotFrameworkAuthentication {
  const { botId, botTenantId, cloud, openIdMetadataUrl, botToken, clock, timeoutMs, meter, tracer } = options;
  return new SharedClients(
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
    { httpClient: createConnectorHttp({ clock, timeoutMs, meter, tracer }) },
  );
}

type Factory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type Made<Method extends (...given: never[]) => Promise<unknown>> = Awaited<ReturnType<Method>>;

/** Teams speaks from a handful of addresses. */
const mostClients = 50;

/**
 * For every turn the SDK builds two clients, each with a pipeline of its own. Nothing in them differs between two turns
 * but the service's address: the credentials are always the bot's, and ask for a token with each call.
 */
class SharedClients extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, Made<Factory['create']>>();
  #userTokens: Made<ConfigurationBotFrameworkAuthentication['createUserTokenClient']> | undefined;

  override createConnectorFactory(
    claims: Parameters<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>[0],
  ) {
    const factory = super.createConnectorFactory(claims);
    const create = factory.create.bind(factory);
    factory.create = async (serviceUrl, audience) => {
      const key = `${audience} ${serviceUrl}`;
      const client = this.#connectors.get(key) ?? (await create(serviceUrl, audience));
      if (this.#connectors.size >= mostClients) this.#connectors.clear();
      this.#connectors.set(key, client);
      return client;
    };
    return factory;
  }

  override async createUserTokenClient(
    claims: Parameters<ConfigurationBotFrameworkAuthentication['createUserTokenClient']>[0],
  ) {
    this.#userTokens ??= await super.createUserTokenClient(claims);
    return this.#userTokens;
  }
}

async function obtained(botToken: () => Promise<string>): Promise<string> {
  try {
    return await botToken();
  } catch (thrown) {
    if (thrown instanceof ServiceError) throw thrown;
    throw new ServiceError('tokenUnavailable', undefined, { retryable: true, cause: thrown });
  }
}
