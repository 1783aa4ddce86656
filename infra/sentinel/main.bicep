// Incidents of Microsoft Sentinel, posted as they are to /api/alerts/sentinel: automation rules run a playbook (Logic App),
// which comes with the token of its managed identity. Deployed into the resource group of the workspace (docs/install.md).
targetScope = 'resourceGroup'

@description('Region of the playbook.')
param location string = resourceGroup().location

@description('The Log Analytics workspace that Sentinel works on.')
param workspaceName string

@description('Name of the playbook and of the two rules.')
param playbookName string = 'countersign-alerts'

@description('Where Countersign answers: https://<host>, without a path (output BOT_DOMAIN of infra/main.bicep).')
param serviceUrl string

@description('The app registration that the token is for: api://<client id>, as infra/create-alerts-api.sh prints it.')
param audience string

@description('Object id of "Azure Security Insights" in this tenant: az ad sp show --id 98785600-1bb7-4fb9-b9fa-19afe2c8a360 --query id.')
param sentinelPrincipalId string

@description('Incidents with an alert of one of these products are posted; empty: all incidents.')
param productNames array = [
  'Microsoft Defender for Office 365'
  'Office 365 Advanced Threat Protection'
  'Microsoft Defender XDR'
  'Microsoft 365 Defender'
]

@description('Place of both among the automation rules; a smaller number runs earlier.')
@minValue(1)
@maxValue(1000)
param ruleOrder int = 100

resource workspace 'Microsoft.OperationalInsights/workspaces@2025-02-01' existing = {
  name: workspaceName
}

resource connection 'Microsoft.Web/connections@2016-06-01' = {
  name: '${playbookName}-sentinel'
  location: location
  #disable-next-line BCP187
  kind: 'V1'
  properties: {
    displayName: 'Microsoft Sentinel, as ${playbookName}'
    customParameterValues: {}
    #disable-next-line BCP089
    parameterValueType: 'Alternative'
    api: {
      id: subscriptionResourceId('Microsoft.Web/locations/managedApis', location, 'azuresentinel')
    }
  }
}

resource playbook 'Microsoft.Logic/workflows@2019-05-01' = {
  name: playbookName
  location: location
  identity: {
    type: 'SystemAssigned'
  }
  properties: {
    state: 'Enabled'
    definition: loadJsonContent('playbook.json')
    parameters: {
      '$connections': {
        value: {
          azuresentinel: {
            connectionId: connection.id
            connectionName: connection.name
            id: subscriptionResourceId('Microsoft.Web/locations/managedApis', location, 'azuresentinel')
            connectionProperties: {
              authentication: {
                type: 'ManagedServiceIdentity'
              }
            }
          }
        }
      }
      alertsUrl: {
        value: '${serviceUrl}/api/alerts/sentinel'
      }
      audience: {
        value: audience
      }
    }
  }
}

// Microsoft Sentinel Reader: to be told of incidents. The playbook changes nothing there.
var sentinelReader = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '8d289c81-5878-46d4-8554-54e1e3d8b5cb')

resource reading 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(workspace.id, playbook.id, sentinelReader)
  scope: workspace
  properties: {
    roleDefinitionId: sentinelReader
    principalId: playbook.identity.principalId
    principalType: 'ServicePrincipal'
  }
}

// Microsoft Sentinel Automation Contributor: lets Sentinel itself run playbooks of this resource group.
var automationContributor = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'f4c81013-99ee-4d62-a7ee-b3f1f648599a')

resource running 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(resourceGroup().id, sentinelPrincipalId, automationContributor)
  properties: {
    roleDefinitionId: automationContributor
    principalId: sentinelPrincipalId
    principalType: 'ServicePrincipal'
  }
}

var ofTheProducts = empty(productNames)
  ? []
  : [
      {
        conditionType: 'Property'
        conditionProperties: {
          propertyName: 'AlertProductNames'
          operator: 'Contains'
          propertyValues: productNames
        }
      }
    ]

var withAnotherAlert = [
  {
    conditionType: 'PropertyArrayChanged'
    conditionProperties: {
      arrayType: 'Alerts'
      changeType: 'Added'
    }
  }
]

var runThePlaybook = [
  {
    order: 1
    actionType: 'RunPlaybook'
    actionConfiguration: {
      logicAppResourceId: playbook.id
      tenantId: tenant().tenantId
    }
  }
]

resource created 'Microsoft.SecurityInsights/automationRules@2023-11-01' = {
  name: guid(workspace.id, playbookName)
  scope: workspace
  properties: {
    displayName: playbookName
    order: ruleOrder
    triggeringLogic: {
      isEnabled: true
      triggersOn: 'Incidents'
      triggersWhen: 'Created'
      conditions: ofTheProducts
    }
    actions: runThePlaybook
  }
  // Sentinel refuses a rule whose playbook it may not run.
  dependsOn: [
    running
  ]
}

// Defender's correlation adds alerts to an incident that there is: their mail joins the open request (docs/alerts.md).
resource grown 'Microsoft.SecurityInsights/automationRules@2023-11-01' = {
  name: guid(workspace.id, playbookName, 'grown')
  scope: workspace
  properties: {
    displayName: '${playbookName}, with another alert'
    order: ruleOrder
    triggeringLogic: {
      isEnabled: true
      triggersOn: 'Incidents'
      triggersWhen: 'Updated'
      conditions: concat(withAnotherAlert, ofTheProducts)
    }
    actions: runThePlaybook
  }
  dependsOn: [
    running
  ]
}

output PLAYBOOK_PRINCIPAL_ID string = playbook.identity.principalId
