// The storage account: tables, queues and blobs of the app, and what the Functions host keeps for itself. No shared keys,
// nothing public. Tables are made by the app when it first uses them, and the host's containers by the host.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts

@minLength(3)
@maxLength(24)
@description('Name of the account, lower case letters and figures.')
param name string

@description('Region.')
param location string

@description('Keeps each byte in three zones rather than one.')
param zoneRedundant bool

@description('Days that a plan file which was sent and not loaded is kept.')
param keepImportDays int

@description('Days that a nightly copy is kept.')
param copyDays int

// What the app removes can be had back for so long; so what is said to be gone is gone a week later.
var regretDays = 7
// The app takes away in its night what is old. This is for what it did not: a week later the account does.
var graceDays = 7
var deploymentContainerName = 'deployment'
// As functions/index.ts binds them. They are there before the first bell: what scales the app looks at them all the time.
var queueNames = [
  'deliver'
  'deliver-poison'
  'refresh'
  'refresh-poison'
  'rollup'
  'rollup-poison'
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    // The app has no network of its own: what keeps others out is that only Entra identities with a role get in.
    publicNetworkAccess: 'Enabled'
    supportsHttpsTrafficOnly: true
  }
}

// No versions: a copy cannot be overwritten anyway, and versions of everything else would keep what was to be forgotten.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: regretDays
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: regretDays
    }
  }
}

resource deployment 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: deploymentContainerName
  properties: {
    publicAccess: 'None'
  }
}

// Plan files that are being loaded are written again and again, and removed: nothing here is immutable.
resource imports 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'waymark-imports'
  properties: {
    publicAccess: 'None'
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2024-01-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        {
          name: 'imports-that-nobody-removed'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'waymark-imports/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterModificationGreaterThan: keepImportDays + graceDays
                }
              }
            }
          }
        }
        {
          name: 'copies-that-nobody-removed'
          type: 'Lifecycle'
          enabled: true
          definition: {
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                'waymark-copies/'
              ]
            }
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: copyDays + graceDays
                }
              }
            }
          }
        }
      ]
    }
  }
}

@description('Name of the account.')
output name string = account.name

@description('Name of the container that the function app is started from.')
output deploymentContainer string = deployment.name
