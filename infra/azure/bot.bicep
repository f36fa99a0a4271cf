// The bot's registration: single tenant in effect, since it is the managed identity's, and Teams its one channel.
// Shape: OfficeDev/microsoft-365-agents-toolkit-samples (infra/botRegistration),
// https://learn.microsoft.com/azure/templates/microsoft.botservice/botservices

@description('Name of the registration.')
param name string

@maxLength(42)
@description('What the bot is called.')
param displayName string

@description('The host that Teams calls.')
param hostName string

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity: the id of the bot.')
param identityClientId string

@description('The tenant that is served.')
param tenantId string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  kind: 'azurebot'
  location: 'global'
  sku: {
    // Teams is a standard channel, which is free of charge and without limit in F0.
    name: 'F0'
  }
  properties: {
    displayName: displayName
    endpoint: 'https://${hostName}/api/messages'
    msaAppId: identityClientId
    msaAppMSIResourceId: identityId
    msaAppTenantId: tenantId
    msaAppType: 'UserAssignedMSI'
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
    }
  }
}
