// The container of nightly copies: what lies in it can be read and added to, and for so many days neither changed nor
// removed, by the app's own identity as little as by anybody else. The app never overwrites a copy (it writes with
// If-None-Match, one name a day) and removes one only when it is older than these days; earlier it is told no, and says so.
// A policy of the container and not of versions: whoever owns blobs may take the second away, and the app has to own them
// for its host. The policy begins unlocked; README.md says how it is locked, which nobody can take back.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.storage/storageaccounts/blobservices/containers/immutabilitypolicies

@description('Name of the storage account.')
param storageName string

@description('Days during which a copy cannot be changed or removed.')
param copyDays int

@description('Whether its policy was locked by hand: then it can only be made longer, by hand.')
param copiesLocked bool

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: storageName
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' existing = {
  parent: account
  name: 'default'
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = {
  parent: blobs
  name: 'waymark-copies'
  properties: {
    publicAccess: 'None'
  }
}

resource immutable 'Microsoft.Storage/storageAccounts/blobServices/containers/immutabilityPolicies@2024-01-01' = if (!copiesLocked) {
  parent: container
  name: 'default'
  properties: {
    allowProtectedAppendWrites: false
    immutabilityPeriodSinceCreationInDays: copyDays
  }
}
