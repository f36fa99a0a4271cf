// Asks for the health from three places outside, every quarter of an hour, and tells when two of them find it down: what is
// wrong between Teams and the app is in no log of the app.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.insights/webtests, and for the names of the places
// https://learn.microsoft.com/previous-versions/azure/azure-monitor/app/monitor-web-app-availability#location-population-tags

@description('Begins the names of both.')
param name string

@description('Region.')
param location string

@description('Resource id of the Application Insights component.')
param insightsId string

@description('The host that Teams calls.')
param hostName string

@description('Who is told.')
param actionGroupId string

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${name}-health'
  location: location
  kind: 'standard'
  tags: {
    // The portal shows the test with the component by this tag.
    'hidden-link:${insightsId}': 'Resource'
  }
  properties: {
    SyntheticMonitorId: '${name}-health'
    Name: '${name}-health'
    Description: 'GET /api/health, which answers 200 or 503 and says nothing else.'
    Enabled: true
    Kind: 'standard'
    Frequency: 900
    Timeout: 30
    RetryEnabled: true
    Locations: [
      {
        // UK South
        Id: 'emea-ru-msa-edge'
      }
      {
        // UK West
        Id: 'emea-se-sto-edge'
      }
      {
        // North Europe
        Id: 'emea-gb-db3-azr'
      }
    ]
    Request: {
      RequestUrl: 'https://${hostName}/api/health'
      HttpVerb: 'GET'
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource alert 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${name}-health'
  location: 'global'
  properties: {
    description: 'The app does not answer, or says it is down. infra/runbook/storage-down.md'
    severity: 0
    enabled: true
    autoMitigate: true
    scopes: [
      test.id
      insightsId
    ]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
