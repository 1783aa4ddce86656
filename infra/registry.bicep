// Where the image lies. Deployed before main.bicep, because the app cannot start without its image (docs/install.md).
targetScope = 'resourceGroup'

@description('Region of the registry.')
param location string = resourceGroup().location

@description('Start of its name, as main.bicep has it, without its dashes: registries are named with letters and digits alone. A part that no other has is added.')
@minLength(3)
@maxLength(16)
param baseName string = 'countersign'

resource registry 'Microsoft.ContainerRegistry/registries@2025-04-01' = {
  name: '${toLower(replace(baseName, '-', ''))}${uniqueString(resourceGroup().id)}'
  location: location
  sku: {
    name: 'Basic'
  }
  properties: {
    // The app pulls with its managed identity; people push with their own.
    adminUserEnabled: false
    anonymousPullEnabled: false
  }
}

output REGISTRY_NAME string = registry.name
output REGISTRY_HOST string = registry.properties.loginServer
