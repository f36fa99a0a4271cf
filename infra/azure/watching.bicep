// Where logs go: Application Insights over a Log Analytics workspace. It takes them from Entra identities only, so that
// nobody who finds the connection string can write into them.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.insights/components

@description('Begins the names of both.')
param name string

@description('Region.')
param location string

@description('Days that logs are kept.')
param logDays int

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: '${name}-logs'
  location: location
  properties: {
    sku: {
      name: 'PerGB2018'
    }
    retentionInDays: logDays
    features: {
      disableLocalAuth: true
    }
  }
}

resource insights 'Microsoft.Insights/components@2020-02-02' = {
  name: '${name}-insights'
  location: location
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableIpMasking: false
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspace.id
  }
}

@description('Name of the Application Insights component.')
output insightsName string = insights.name

@description('Resource id of the Application Insights component, which alerts ask.')
output insightsId string = insights.id
