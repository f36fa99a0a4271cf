// The one identity of the app: as the bot towards Teams, and towards storage, the vault and Application Insights. There is
// no password anywhere. Shape: https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities

@description('Name of the identity.')
param name string

@description('Region.')
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
}

@description('Resource id, which the function app and the bot are tied to.')
output id string = identity.id

@description('Client id, which is the id of the bot as well.')
output clientId string = identity.properties.clientId

@description('Object id, which roles are given to.')
output principalId string = identity.properties.principalId

@description('Tenant of the identity.')
output tenantId string = identity.properties.tenantId
