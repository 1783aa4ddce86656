// The one identity: it is the bot, calls Graph, reads the vault and pulls the image. It has no secret, and nobody can sign in as it.
param location string
param name string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
}

output id string = identity.id
output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
