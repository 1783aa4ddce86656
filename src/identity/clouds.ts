/**
 * Microsoft's clouds, one row each, so that roots, authorities and issuers of two clouds can never be mixed.
 * Graph and login: learn.microsoft.com/graph/deployments. Bot channel service: the constants of botframework-connector 4.23.
 */
export const cloudNames = ['global', 'gccHigh', 'dod'] as const;
export type CloudName = (typeof cloudNames)[number];

/** Everything the Bot Framework SDK must be told at once: one of these given alone makes it refuse every activity. */
interface BotChannelService {
  readonly loginUrl: string;
  /** Audience of the tokens that we show to the connector, without `/.default`. */
  readonly connectorResource: string;
  /** `iss` of the tokens that Teams' channel service shows to us. */
  readonly tokenIssuer: string;
  readonly oAuthUrl: string;
  readonly openIdMetadataUrl: string;
  readonly callerId: string;
}

export interface Cloud {
  /** Without version and trailing slash; also the audience of Graph's tokens. */
  readonly graphRoot: string;
  readonly graphScope: string;
  readonly loginAuthority: string;
  readonly bot: BotChannelService;
  /** Hosts that a tracking link may name. */
  readonly actionCenterHosts: readonly [string, ...string[]];
  /** Where people look when Graph's answer carried no link. */
  readonly actionCenterUrl: string;
  /** The US Government metadata has the remediate action in beta only. */
  readonly remediateVersions: readonly ('beta' | 'v1.0')[];
}

const publicBot: BotChannelService = {
  loginUrl: 'https://login.microsoftonline.com/botframework.com',
  connectorResource: 'https://api.botframework.com',
  tokenIssuer: 'https://api.botframework.com',
  oAuthUrl: 'https://api.botframework.com',
  openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
  callerId: 'urn:botframework:azure',
};

const governmentBot: BotChannelService = {
  loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  connectorResource: 'https://api.botframework.us',
  tokenIssuer: 'https://api.botframework.us',
  oAuthUrl: 'https://api.botframework.azure.us',
  openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  callerId: 'urn:botframework:azureusgov',
};

export const clouds: Readonly<Record<CloudName, Cloud>> = {
  global: {
    graphRoot: 'https://graph.microsoft.com',
    graphScope: 'https://graph.microsoft.com/.default',
    loginAuthority: 'https://login.microsoftonline.com',
    bot: publicBot,
    actionCenterHosts: ['security.microsoft.com'],
    actionCenterUrl: 'https://security.microsoft.com/action-center/history',
    remediateVersions: ['beta', 'v1.0'],
  },
  gccHigh: {
    graphRoot: 'https://graph.microsoft.us',
    graphScope: 'https://graph.microsoft.us/.default',
    loginAuthority: 'https://login.microsoftonline.us',
    bot: governmentBot,
    actionCenterHosts: ['security.microsoft.us'],
    actionCenterUrl: 'https://security.microsoft.us/action-center/history',
    remediateVersions: ['beta'],
  },
  dod: {
    graphRoot: 'https://dod-graph.microsoft.us',
    graphScope: 'https://dod-graph.microsoft.us/.default',
    loginAuthority: 'https://login.microsoftonline.us',
    bot: governmentBot,
    actionCenterHosts: ['security.apps.mil'],
    actionCenterUrl: 'https://security.apps.mil/action-center/history',
    remediateVersions: ['beta'],
  },
};
