/** Where the Bot Framework of a cloud lives; the table of clouds stands with the identities. */
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
