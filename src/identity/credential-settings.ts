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
