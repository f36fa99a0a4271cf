// Everything that one deployment of Waymark is made of, in one resource group. The parts lie beside this file; README.md
// says what is made, in which order, and what was not tried here. What comes out of here goes to m365agents.yml.
targetScope = 'resourceGroup'

// ---- Where, and by what name ----

@minLength(4)
@maxLength(20)
@description('Begins the name of everything that is made. Lower case letters, figures and hyphens.')
param resourceBaseName string

@allowed([
  'uksouth'
  'northeurope'
  'westeurope'
  'swedencentral'
])
@description('Where everything runs and is kept. Each of these regions has availability zones; the data of a UK council belongs in uksouth.')
param location string = 'uksouth'

@description('Spreads the function app and its storage over three zones, so that the loss of one stops nothing. Costs about ten times as much as one zone: see README.md and scale.md.')
param zoneRedundant bool = true

// ---- Who is served, and who is told ----

@maxLength(42)
@description('What the bot is called in Teams.')
param botDisplayName string = 'Waymark'

@minLength(1)
@description('Who gets an e-mail when something is wrong.')
param alertEmail string

@minLength(1)
@description('Entra object ids of the first admins, separated by commas. Without one nobody can appoint any.')
param admins string

@description('More tenants whose members may read in shared channels, separated by commas. None as a rule.')
param readingTenants string = ''

// ---- Where Teams is ----

@description('The exact hosts of Teams that messages may come from and go to, separated by commas.')
param serviceHosts string = 'smba.trafficmanager.net'

@description('Where a chat is opened with someone who never wrote. Empty: follows from the hosts in the public cloud.')
param serviceUrl string = ''

@description('The hosts that plan files sent in a chat are read from, separated by commas.')
param fileHosts string = '*.sharepoint.com'

@minValue(1)
@maxValue(50)
@description('Messages a second at most. Teams takes 50 from one bot; one less leaves room for answers.')
param sendRate int = 49

// ---- Dates, and how long what is kept ----

@description('The time zone of days, slots and decent hours.')
param timeZone string = 'Europe/London'

@minValue(7)
@maxValue(365)
@description('Days that a nightly copy is kept, during which nobody can change or remove it.')
param copyDays int = 35

@description('Whether the policy that makes copies immutable was locked by hand. A locked one takes no template any more, so that it is left alone.')
param copiesLocked bool = false

@minValue(30)
@maxValue(3650)
@description('Days after a milestone closed that what was asked about it is kept.')
param keepLedgerDays int = 90

@minValue(1)
@maxValue(365)
@description('Days that the address of somebody who cannot be written to any more is kept.')
param keepAddressDays int = 30

@minValue(1)
@maxValue(30)
@description('Years that acts of admins and refusals are kept.')
param keepAuditYears int = 6

@minValue(1)
@maxValue(30)
@description('Years after its last milestone closed that the history of a plan is kept.')
param keepHistoryYears int = 6

@minValue(1)
@maxValue(90)
@description('Days that a plan file which was sent and not loaded is kept.')
param keepImportDays int = 7

@minValue(30)
@maxValue(90)
@description('Days that logs are kept.')
param logDays int = 90

// ---- The parts ----

var uniquePart = uniqueString(resourceGroup().id, resourceBaseName)
var plainName = replace(toLower(resourceBaseName), '-', '')

module identity 'identity.bicep' = {
  name: 'identity'
  params: {
    name: '${resourceBaseName}-identity'
    location: location
  }
}

module storage 'storage.bicep' = {
  name: 'storage'
  params: {
    name: '${take(plainName, 11)}${uniquePart}'
    location: location
    zoneRedundant: zoneRedundant
    keepImportDays: keepImportDays
    copyDays: copyDays
  }
}

module copies 'copy-container.bicep' = {
  name: 'copy-container'
  params: {
    storageName: storage.outputs.name
    copyDays: copyDays
    copiesLocked: copiesLocked
  }
}

module watching 'watching.bicep' = {
  name: 'watching'
  params: {
    name: resourceBaseName
    location: location
    logDays: logDays
  }
}

module vault 'key-vault.bicep' = {
  name: 'key-vault'
  params: {
    name: '${take(plainName, 8)}-kv${uniquePart}'
    location: location
  }
}

module roles 'roles.bicep' = {
  name: 'roles'
  params: {
    principalId: identity.outputs.principalId
    storageName: storage.outputs.name
    vaultName: vault.outputs.name
    insightsName: watching.outputs.insightsName
  }
}

module app 'function-app.bicep' = {
  name: 'function-app'
  params: {
    name: '${resourceBaseName}-${uniquePart}'
    location: location
    zoneRedundant: zoneRedundant
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    tenantId: identity.outputs.tenantId
    storageName: storage.outputs.name
    deploymentContainer: storage.outputs.deploymentContainer
    tokenKeysUri: vault.outputs.tokenKeysUri
    insightsName: watching.outputs.insightsName
    admins: admins
    readingTenants: readingTenants
    serviceHosts: serviceHosts
    serviceUrl: serviceUrl
    fileHosts: fileHosts
    sendRate: sendRate
    timeZone: timeZone
    copyDays: copyDays
    keepLedgerDays: keepLedgerDays
    keepAddressDays: keepAddressDays
    keepAuditYears: keepAuditYears
    keepHistoryYears: keepHistoryYears
    keepImportDays: keepImportDays
  }
  // The app fails to start, and its package cannot be read, before its identity may.
  dependsOn: [
    roles
    copies
  ]
}

module bot 'bot.bicep' = {
  name: 'bot'
  params: {
    name: '${resourceBaseName}-${uniquePart}'
    displayName: botDisplayName
    hostName: app.outputs.hostName
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    tenantId: identity.outputs.tenantId
  }
}

module alerts 'alerts.bicep' = {
  name: 'alerts'
  params: {
    name: resourceBaseName
    location: location
    insightsId: watching.outputs.insightsId
    alertEmail: alertEmail
  }
}

module health 'health-test.bicep' = {
  name: 'health-test'
  params: {
    name: resourceBaseName
    location: location
    insightsId: watching.outputs.insightsId
    hostName: app.outputs.hostName
    actionGroupId: alerts.outputs.actionGroupId
  }
}

// ---- What m365agents.yml and the workflows go on with; nothing of it is a secret ----

@description('The id of the bot, which the manifest of the Teams app names.')
output BOT_ID string = identity.outputs.clientId

@description('The tenant that is served.')
output BOT_TENANT_ID string = identity.outputs.tenantId

@description('The host that Teams calls.')
output BOT_DOMAIN string = app.outputs.hostName

@description('The function app, for deploying the package to it.')
output BOT_AZURE_FUNCTION_APP_RESOURCE_ID string = app.outputs.id

@description('The name of the function app.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Where the app answers.')
output BOT_FUNCTION_ENDPOINT string = 'https://${app.outputs.hostName}'

@description('The vault that the first token key is put into by hand.')
output KEY_VAULT_NAME string = vault.outputs.name

@description('The storage account: for copies, and for locking the container of copies.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name
