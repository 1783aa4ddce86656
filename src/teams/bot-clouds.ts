/** Where the Bot Framework of a cloud lives. Kept free of the SDK, so that settings can be checked before it is loaded. */
export interface BotCloud {
  /** The only issuer of tokens that the channel service sends with an activity. */
  readonly tokenIssuer: string;
  readonly openIdMetadataUrl: string;
  /** Resource for which the bot's own token is asked (`<resource>/.default`). */
  readonly connectorResource: string;
  readonly loginUrl: string;
  readonly oAuthUrl: string;
  readonly callerId: string;
}

const government: BotCloud = {
  tokenIssuer: 'https://api.botframework.us',
  openIdMetadataUrl: 'https://login.botframework.azure.us/v1/.well-known/openidconfiguration',
  connectorResource: 'https://api.botframework.us',
  loginUrl: 'https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us',
  oAuthUrl: 'https://api.botframework.azure.us',
  callerId: 'urn:botframework:azureusgov',
};

/** GCC High and DoD share the channel service of Azure Government (AuthenticationConstants of botframework-connector). */
export const botClouds = {
  global: {
    tokenIssuer: 'https://api.botframework.com',
    openIdMetadataUrl: 'https://login.botframework.com/v1/.well-known/openidconfiguration',
    connectorResource: 'https://api.botframework.com',
    loginUrl: 'https://login.microsoftonline.com/botframework.com',
    oAuthUrl: 'https://api.botframework.com',
    callerId: 'urn:botframework:azure',
  },
  gccHigh: government,
  dod: government,
} as const satisfies Record<string, BotCloud>;

export type BotCloudName = keyof typeof botClouds;
