// The function app and its plan: Flex Consumption, Node 24, one instance always ready for what people press. Everything it
// is told is in its settings below, and nothing of that is a secret: the token keys come from the vault by reference.
// Shape: Azure-Samples/azure-functions-flex-consumption-samples (IaC/bicep),
// https://learn.microsoft.com/azure/azure-functions/functions-infrastructure-as-code?pivots=flex-consumption-plan

@description('Name of the app, which begins its host name: unique in the world.')
param name string

@description('Region.')
param location string

@description('Spreads the instances over three zones. Each function then has two instances always ready, and paid for.')
param zoneRedundant bool

@description('Resource id of the identity.')
param identityId string

@description('Client id of the identity: the id of the bot.')
param identityClientId string

@description('The tenant that is served.')
param tenantId string

@description('Name of the storage account.')
param storageName string

@description('Name of the container that the package lies in.')
param deploymentContainer string

@description('Where the token keys are in the vault.')
param tokenKeysUri string

@description('Name of the Application Insights component.')
param insightsName string

@description('Entra object ids of the first admins.')
param admins string

@description('More tenants whose members may read in shared channels.')
param readingTenants string

@description('The exact hosts of Teams.')
param serviceHosts string

@description('Where a chat is opened with someone who never wrote; empty: follows from the hosts.')
param serviceUrl string

@description('The hosts that plan files are read from.')
param fileHosts string

@description('Messages a second at most.')
param sendRate int

@description('The time zone of days, slots and decent hours.')
param timeZone string

@description('Days that a nightly copy is kept.')
param copyDays int

@description('Days after a milestone closed that what was asked is kept.')
param keepLedgerDays int

@description('Days that an address which cannot be written to is kept.')
param keepAddressDays int

@description('Years that acts of admins are kept.')
param keepAuditYears int

@description('Years that the history of a closed plan is kept.')
param keepHistoryYears int

@description('Days that a plan file which was not loaded is kept.')
param keepImportDays int

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: '${name}-plan'
  location: location
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    clientAffinityEnabled: false
    keyVaultReferenceIdentity: identityId
    publicNetworkAccess: 'Enabled'
    siteConfig: {
      ftpsState: 'Disabled'
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${account.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'node'
        version: '24'
      }
      scaleAndConcurrency: {
        // Teams waits ten to fifteen seconds for an answer: nobody's press may meet a cold start.
        alwaysReady: [
          {
            name: 'http'
            instanceCount: 1
          }
        ]
        // The lowest that the plan allows: one process at a time sends, so that more instances do not send more.
        maximumInstanceCount: 40
        instanceMemoryMB: 2048
      }
    }
  }

  // Packages are sent with an Entra identity; there are no user names and passwords for it.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  // All that bot/config.ts reads; README.md lists what is left out here, and why. FUNCTIONS_WORKER_RUNTIME,
  // WEBSITE_RUN_FROM_PACKAGE and WEBSITE_TIME_ZONE have no place in Flex Consumption.
  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__accountName: storageName
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      AzureWebJobsStorage__blobServiceUri: 'https://${storageName}.blob.${environment().suffixes.storage}'
      AzureWebJobsStorage__queueServiceUri: 'https://${storageName}.queue.${environment().suffixes.storage}'
      AzureWebJobsStorage__tableServiceUri: 'https://${storageName}.table.${environment().suffixes.storage}'
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      // Its library would count its own doings and tell Microsoft, in another country, under the key of our component.
      APPLICATION_INSIGHTS_NO_STATSBEAT: 'true'
      MicrosoftAppId: identityClientId
      MicrosoftAppType: 'UserAssignedMsi'
      MicrosoftAppTenantId: tenantId
      WAYMARK_ADMINS: admins
      WAYMARK_TENANTS: readingTenants
      WAYMARK_TIME_ZONE: timeZone
      WAYMARK_TOKEN_KEYS: '@Microsoft.KeyVault(SecretUri=${tokenKeysUri})'
      WAYMARK_SERVICE_HOSTS: serviceHosts
      WAYMARK_SERVICE_URL: serviceUrl
      WAYMARK_FILE_HOSTS: fileHosts
      WAYMARK_SEND_RATE: string(sendRate)
      WAYMARK_COPY_DAYS: string(copyDays)
      WAYMARK_KEEP_LEDGER_DAYS: string(keepLedgerDays)
      WAYMARK_KEEP_ADDRESS_DAYS: string(keepAddressDays)
      WAYMARK_KEEP_AUDIT_YEARS: string(keepAuditYears)
      WAYMARK_KEEP_HISTORY_YEARS: string(keepHistoryYears)
      WAYMARK_KEEP_IMPORT_DAYS: string(keepImportDays)
    }
  }
}

@description('Resource id of the app.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('The host that Teams calls.')
output hostName string = app.properties.defaultHostName
