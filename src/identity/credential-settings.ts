interface InTenant {
  readonly tenantId: string;
  readonly clientId: string;
  /** `https://login…` of the cloud, or of a private one. */
  readonly authorityHost: string;
}

/** Who we are towards Entra ID. One kind is named, never guessed: DefaultAzureCredential may find another identity than the one meant. */
export type CredentialSettings =
  /** Without `clientId`: the system-assigned identity. */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string }
  | (InTenant & { readonly kind: 'workloadIdentity'; readonly tokenFilePath: string })
  /** PEM file that holds both the certificate and its private key. */
  | (InTenant & {
      readonly kind: 'certificate';
      readonly certificatePath: string;
      readonly certificatePassword?: string;
    })
  | (InTenant & { readonly kind: 'clientSecret'; readonly clientSecret: string });

export type BotIdentity =
  | { readonly type: 'UserAssignedMsi'; readonly botId: string }
  | (BotInTenant & { readonly password: string })
  | (BotInTenant & { readonly certificatePath: string });

interface BotInTenant {
  readonly type: 'SingleTenant';
  readonly botId: string;
  readonly tenantId: string;
  readonly authorityHost: string;
}

/** The bot's own credential: always BOT_ID's, whatever Graph's AZURE_… variables name. */
export function botCredential(bot: BotIdentity): CredentialSettings {
  if (bot.type === 'UserAssignedMsi') return { kind: 'managedIdentity', clientId: bot.botId };
  const { botId: clientId, tenantId, authorityHost } = bot;
  if ('password' in bot) {
    return { kind: 'clientSecret', tenantId, clientId, authorityHost, clientSecret: bot.password };
  }
  return { kind: 'certificate', tenantId, clientId, authorityHost, certificatePath: bot.certificatePath };
}
