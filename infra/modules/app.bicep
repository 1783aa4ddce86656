param location string
param name string
param environmentId string
param identityId string
param identityClientId string
param image string
param registryHost string
param replicas int
param vaultUri string
param policy object
param botType string
param botId string
param remediationMode string
param hasWebhooks bool
param alertsAudience string
param alertsClients string
param outcomeCallbacks string
param hasAuditSigningKey bool
param settings object

var port = 3978
var internalPort = 3979
var hasCallbacks = !empty(outcomeCallbacks)
var isSingleTenant = botType == 'SingleTenant'

// Those of Key Vault are named without a version: a new one is fetched within half an hour, and the replicas are restarted.
var vaultSecrets = concat(
  ['database-url'],
  hasWebhooks ? ['webhook-secrets'] : [],
  hasCallbacks ? ['outcome-secrets'] : [],
  hasAuditSigningKey ? ['audit-signing-key'] : [],
  isSingleTenant ? ['bot-password'] : []
)

var secretsOfVault = [
  for secret in vaultSecrets: {
    name: secret
    keyVaultUrl: '${vaultUri}secrets/${secret}'
    identity: identityId
  }
]

var ownSettings = [
  { name: 'HOST', value: '0.0.0.0' }
  { name: 'PORT', value: string(port) }
  { name: 'INTERNAL_PORT', value: string(internalPort) }
  { name: 'BOT_ID', value: botId }
  { name: 'BOT_TYPE', value: botType }
  { name: 'BOT_TENANT_ID', value: tenant().tenantId }
  { name: 'GRAPH_AUTH', value: 'managedIdentity' }
  { name: 'AZURE_CLIENT_ID', value: identityClientId }
  { name: 'REMEDIATION_MODE', value: remediationMode }
  { name: 'POLICY_FILE', value: '/etc/countersign/policy.json' }
  { name: 'DATABASE_URL', secretRef: 'database-url' }
]

var webhookSettings = [
  { name: 'WEBHOOK_SECRETS', secretRef: 'webhook-secrets' }
]

var singleTenantSettings = [
  { name: 'BOT_PASSWORD', secretRef: 'bot-password' }
]

var tokenSettings = [
  { name: 'ALERTS_TENANT_ID', value: tenant().tenantId }
  { name: 'ALERTS_AUDIENCE', value: alertsAudience }
  { name: 'ALERTS_CLIENTS', value: alertsClients }
]

var callbackSettings = [
  { name: 'OUTCOME_CALLBACKS', value: outcomeCallbacks }
  { name: 'OUTCOME_SECRETS', secretRef: 'outcome-secrets' }
]

var auditSettings = [
  { name: 'AUDIT_SIGNING_KEY_PATH', value: '/etc/countersign/audit-signing-key.pem' }
]

var furtherSettings = [
  for setting in items(settings): {
    name: setting.key
    value: string(setting.value)
  }
]

var policyFile = [
  { secretRef: 'policy', path: 'policy.json' }
]

var auditFile = [
  { secretRef: 'audit-signing-key', path: 'audit-signing-key.pem' }
]

resource app 'Microsoft.App/containerApps@2025-07-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    environmentId: environmentId
    workloadProfileName: 'Consumption'
    configuration: {
      // One revision at a time: the old replicas go only when the new ones are ready.
      activeRevisionsMode: 'Single'
      ingress: {
        external: true
        targetPort: port
        transport: 'http'
        allowInsecure: false
      }
      registries: empty(registryHost)
        ? []
        : [
            {
              server: registryHost
              identity: identityId
            }
          ]
      secrets: concat(secretsOfVault, [
        {
          // Not secret; but a secret is what Container Apps can mount as a file without a storage account.
          name: 'policy'
          value: string(policy)
        }
      ])
    }
    template: {
      // Ten seconds to stop, whatever hangs (docs/operations.md), and some to spare.
      terminationGracePeriodSeconds: 30
      scale: {
        minReplicas: replicas
        maxReplicas: replicas
      }
      containers: [
        {
          name: 'countersign'
          image: image
          resources: {
            cpu: json('0.5')
            memory: '1Gi'
          }
          env: concat(
            ownSettings,
            hasWebhooks ? webhookSettings : [],
            isSingleTenant ? singleTenantSettings : [],
            empty(alertsAudience) ? [] : tokenSettings,
            hasCallbacks ? callbackSettings : [],
            hasAuditSigningKey ? auditSettings : [],
            furtherSettings
          )
          volumeMounts: [
            {
              volumeName: 'files'
              mountPath: '/etc/countersign'
            }
          ]
          // On the port that the ingress does not lead to: health and metrics stay private.
          probes: [
            {
              type: 'Startup'
              httpGet: {
                path: '/healthz'
                port: internalPort
              }
              // It listens only once the database is as the version wants it: a hundred seconds for that. More than
              // ten attempts Azure does not take.
              initialDelaySeconds: 5
              periodSeconds: 10
              failureThreshold: 10
            }
            {
              type: 'Liveness'
              httpGet: {
                path: '/healthz'
                port: internalPort
              }
              periodSeconds: 10
              timeoutSeconds: 5
              failureThreshold: 3
            }
            {
              type: 'Readiness'
              httpGet: {
                path: '/readyz'
                port: internalPort
              }
              periodSeconds: 2
              timeoutSeconds: 2
              failureThreshold: 1
            }
          ]
        }
      ]
      volumes: [
        {
          name: 'files'
          storageType: 'Secret'
          secrets: concat(policyFile, hasAuditSigningKey ? auditFile : [])
        }
      ]
    }
  }
}

output name string = app.name
output host string = app.properties.configuration.ingress.fqdn
