// Countersign in Azure: a container app with two replicas, its identity, its bot, PostgreSQL, Key Vault and logs.
// Why it is built this way: docs/decisions/033-container-apps.md. Step by step: docs/install.md.
targetScope = 'resourceGroup'

@description('Region of everything but the bot, which is global.')
param location string = resourceGroup().location

@description('Start of every name: small letters, digits and -. A part that no other has is added where a name must be the only one in the world.')
@minLength(3)
@maxLength(16)
param baseName string = 'countersign'

@description('The image, with registry and tag. Step 2 of docs/install.md pushes it.')
param image string

@description('Registry of this resource group that the image lies in; empty: anybody may pull it.')
param registryName string = ''

@description('Replicas that always run. With two, a restart or a failing node is not noticed.')
@minValue(1)
@maxValue(5)
param replicas int = 2

@description('Spread replicas over the zones of the region. Cannot be changed later.')
param zoneRedundant bool = false

@description('Who may approve: docs/policy.md. Given as policy=@policy.json.')
param policy object

@description('dry-run: everything but the removal. live: what is approved is removed.')
@allowed(['dry-run', 'live'])
param remediationMode string = 'dry-run'

@description('Name that people see in Teams.')
@maxLength(42)
param botDisplayName string = 'Countersign'

@description('UserAssignedMsi: no secret. SingleTenant: an app registration with a secret, botAppId and botPassword.')
@allowed(['UserAssignedMsi', 'SingleTenant'])
param botType string = 'UserAssignedMsi'

@description('SingleTenant only: client id of the app registration.')
param botAppId string = ''

@description('SingleTenant only: its secret. Empty on a later deployment: the one in the vault stays.')
@secure()
param botPassword string = ''

@description('name=whsec_…, with commas between them. Empty on a later deployment: what is in the vault stays.')
@secure()
param webhookSecrets string = ''

@description('Are there sources that sign their alerts? false: they come with Entra tokens only.')
param hasWebhooks bool = true

@description('Client id of the app registration that tokens of alert sources are for (infra/create-alerts-api.sh); empty: none.')
param alertsAudience string = ''

@description('appid=name of the sources that come with such tokens, with commas between them.')
param alertsClients string = ''

@description('name=https://…, with commas between them: sources that are told how their requests ended; empty: none.')
param outcomeCallbacks string = ''

@description('name=whsec_…, one for each of them at least. Empty on a later deployment: what is in the vault stays.')
@secure()
param outcomeSecrets string = ''

@description('Is the end of the audit chain signed? true: auditSigningKey was given, now or earlier.')
param hasAuditSigningKey bool = false

@description('Ed25519 private key (PEM) that signs it. Empty on a later deployment: the one in the vault stays.')
@secure()
param auditSigningKey string = ''

@description('Nobody can delete the vault for good within 90 days, nor anything else take its name. Cannot be taken back.')
param purgeProtection bool = false

@description('Make a PostgreSQL server. false: databaseUrl names one that there is.')
param createDatabase bool = true

@description('Administrator of the server that is made.')
param databaseLogin string = 'countersign'

@description('Its password, at least 8 characters. Empty on a later deployment: it stays.')
@secure()
param databasePassword string = ''

@description('With createDatabase false: postgres://user:password@host:5432/database?sslmode=verify-full.')
@secure()
param databaseUrl string = ''

@description('Size of the server. Standard_B1ms admits 35 connections, and two replicas while they are replaced need 60.')
param databaseSku string = 'Standard_B2s'

@description('Burstable, GeneralPurpose or MemoryOptimized: the tier that the size belongs to.')
@allowed(['Burstable', 'GeneralPurpose', 'MemoryOptimized'])
param databaseTier string = 'Burstable'

@description('Days for which the server can be put back to any moment.')
@minValue(7)
@maxValue(35)
param databaseBackupDays int = 14

@description('Days for which logs are kept.')
@minValue(30)
@maxValue(730)
param logDays int = 90

@description('More settings of env/.env.example, by name: { "LANGUAGE": "de", "TIME_ZONE": "Europe/Vienna" }. Never a secret.')
param settings object = {}

var suffix = uniqueString(resourceGroup().id)

module identity 'modules/identity.bicep' = {
  name: 'identity'
  params: {
    location: location
    name: '${baseName}-identity'
  }
}

module logs 'modules/logs.bicep' = {
  name: 'logs'
  params: {
    location: location
    name: '${baseName}-logs'
    days: logDays
  }
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    location: location
    name: '${baseName}-network'
    databaseZoneName: '${baseName}-${suffix}.private.postgres.database.azure.com'
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    location: location
    name: take('${baseName}-${suffix}', 24)
    purgeProtection: purgeProtection
    readerPrincipalId: identity.outputs.principalId
    workspaceId: logs.outputs.workspaceId
  }
}

module database 'modules/database.bicep' = if (createDatabase) {
  name: 'database'
  params: {
    location: location
    name: '${baseName}-${suffix}'
    login: databaseLogin
    password: databasePassword
    skuName: databaseSku
    tier: databaseTier
    backupDays: databaseBackupDays
    subnetId: network.outputs.databaseSubnetId
    zoneId: network.outputs.databaseZoneId
    workspaceId: logs.outputs.workspaceId
  }
}

module secrets 'modules/secrets.bicep' = {
  name: 'secrets'
  params: {
    vaultName: vault.outputs.name
    databaseUrl: createDatabase
      ? (empty(databasePassword)
          ? ''
          : 'postgres://${databaseLogin}:${uriComponent(databasePassword)}@${database!.outputs.host}:5432/countersign?sslmode=verify-full')
      : databaseUrl
    webhookSecrets: webhookSecrets
    outcomeSecrets: outcomeSecrets
    auditSigningKey: auditSigningKey
    botPassword: botPassword
  }
}

module registryAccess 'modules/registry-access.bicep' = if (!empty(registryName)) {
  name: 'registry-access'
  params: {
    registryName: registryName
    principalId: identity.outputs.principalId
  }
}

module environment 'modules/environment.bicep' = {
  name: 'environment'
  params: {
    location: location
    name: '${baseName}-environment'
    subnetId: network.outputs.appSubnetId
    workspaceId: logs.outputs.workspaceId
    zoneRedundant: zoneRedundant
  }
}

module app 'modules/app.bicep' = {
  name: 'app'
  params: {
    location: location
    name: baseName
    environmentId: environment.outputs.id
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    image: image
    registryHost: empty(registryName) ? '' : registryAccess!.outputs.host
    replicas: replicas
    vaultUri: secrets.outputs.vaultUri
    policy: policy
    botType: botType
    botId: botType == 'SingleTenant' ? botAppId : identity.outputs.clientId
    remediationMode: remediationMode
    hasWebhooks: hasWebhooks
    alertsAudience: alertsAudience
    alertsClients: alertsClients
    outcomeCallbacks: outcomeCallbacks
    hasAuditSigningKey: hasAuditSigningKey
    settings: settings
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: '${baseName}-${suffix}'
    displayName: botDisplayName
    botType: botType
    botId: botType == 'SingleTenant' ? botAppId : identity.outputs.clientId
    identityId: identity.outputs.id
    host: app.outputs.host
    workspaceId: logs.outputs.workspaceId
  }
}

// Upper case: Microsoft 365 Agents Toolkit writes outputs into env/.env.<name> under their names.
output BOT_ID string = botType == 'SingleTenant' ? botAppId : identity.outputs.clientId
output BOT_TENANT_ID string = tenant().tenantId
output BOT_DOMAIN string = app.outputs.host
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output KEY_VAULT_NAME string = vault.outputs.name
output CONTAINER_APP_NAME string = app.outputs.name
