// A secret that is not given stays as it is in the vault: it has to be given once only.
param vaultName string

@secure()
param databaseUrl string

@secure()
param webhookSecrets string

@secure()
param outcomeSecrets string

@secure()
param auditSigningKey string

@secure()
param botPassword string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource databaseSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(databaseUrl)) {
  parent: vault
  name: 'database-url'
  properties: {
    value: databaseUrl
  }
}

resource webhookSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(webhookSecrets)) {
  parent: vault
  name: 'webhook-secrets'
  properties: {
    value: webhookSecrets
  }
}

resource outcomeSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(outcomeSecrets)) {
  parent: vault
  name: 'outcome-secrets'
  properties: {
    value: outcomeSecrets
  }
}

resource auditSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(auditSigningKey)) {
  parent: vault
  name: 'audit-signing-key'
  properties: {
    value: auditSigningKey
  }
}

resource botSecret 'Microsoft.KeyVault/vaults/secrets@2024-11-01' = if (!empty(botPassword)) {
  parent: vault
  name: 'bot-password'
  properties: {
    value: botPassword
  }
}

output vaultUri string = vault.properties.vaultUri
