// The vault of the token keys, which sign the cards. The first key is put in by hand (README.md): no template and no record
// of a deployment ever holds it. What was put in cannot be destroyed before ninety days are over.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.keyvault/vaults

@minLength(3)
@maxLength(24)
@description('Name of the vault.')
param name string

@description('Region.')
param location string

// README.md puts the key in under this name.
var tokenKeysSecret = 'waymark-token-keys'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  properties: {
    tenantId: tenant().tenantId
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    enablePurgeProtection: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // The app has no network of its own; who gets in is decided by roles alone.
    publicNetworkAccess: 'Enabled'
  }
}

@description('Name of the vault.')
output name string = vault.name

@description('Where the token keys are, in whatever version is the newest.')
output tokenKeysUri string = '${vault.properties.vaultUri}secrets/${tokenKeysSecret}'
