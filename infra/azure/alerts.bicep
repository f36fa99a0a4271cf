// Who is told when something is wrong, and what counts as wrong. Each rule asks the lines of the log that the app writes
// itself (one JSON object a line, bot/log.ts); tests hold every event and field named here against the code that writes it.
// A stopped app cannot complain: the first rule is about a line that is missing.
// Shape: https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules

@description('Begins the names of the rules.')
param name string

@description('Region.')
param location string

@description('Resource id of the Application Insights component.')
param insightsId string

@description('Who gets an e-mail.')
param alertEmail string

// Severity: 0 critical, 1 error, 2 warning. A rule fires when the number of lines found in its window is beyond its limit.
var rules = [
  {
    name: 'no-heartbeat'
    // The tick comes every five minutes and may take four: two are missing when a quarter of an hour has none.
    description: 'The tick has not come for two intervals: nothing is planned or sent. infra/runbook/nothing-was-sent.md'
    severity: 0
    window: 'PT15M'
    every: 'PT5M'
    operator: 'LessThan'
    limit: 1
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) == "tick-done"
    '''
  }
  {
    name: 'reminders-late'
    description: 'A reminder that should have left a quarter of an hour ago has not. infra/runbook/nothing-was-sent.md'
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
    operator: 'GreaterThan'
    limit: 0
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) == "reminders-late"
    '''
  }
  {
    name: 'poison'
    description: 'A message failed five times. What it was about is on the list of what waits for a person: waymark attention.'
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
    operator: 'GreaterThan'
    limit: 0
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) == "poison"
    '''
  }
  {
    name: 'attention-growing'
    description: 'Five things or more were put before a person within an hour: waymark attention.'
    severity: 2
    window: 'PT1H'
    every: 'PT15M'
    operator: 'GreaterThan'
    limit: 4
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) == "attention"
      | distinct tostring(line.id)
    '''
  }
  {
    name: 'answers-5xx'
    description: 'Teams, or whoever asks for the health, was answered with 500 or 503 three times in a quarter of an hour.'
    severity: 1
    window: 'PT15M'
    every: 'PT5M'
    operator: 'GreaterThan'
    limit: 2
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) in ("inbound-failed", "turn-failed", "not-alive", "not-ready")
    '''
  }
  {
    name: 'work-failed'
    description: 'A piece of a tick, of the night, or the nightly copy failed. The next tick or night tries again.'
    severity: 2
    window: 'PT1H'
    every: 'PT15M'
    operator: 'GreaterThan'
    limit: 0
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) in ("tick-failed", "night-failed", "copy-failed", "work-failed")
    '''
  }
  {
    name: 'no-copy'
    // A night that is cut off says nothing of itself. Two days is the longest window that there is.
    description: 'For two days no nightly copy was kept, whatever was said about it: waymark attention; infra/runbook/restore.md'
    severity: 1
    window: 'P2D'
    every: 'PT1H'
    operator: 'LessThan'
    limit: 1
    query: '''
      traces
      | extend line = parse_json(message)
      | where tostring(line.event) == "copy"
    '''
  }
]

resource told 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-told'
  location: 'global'
  properties: {
    groupShortName: 'waymark'
    enabled: true
    emailReceivers: [
      {
        name: 'on-duty'
        emailAddress: alertEmail
        useCommonAlertSchema: true
      }
    ]
  }
}

resource alerts 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for rule in rules: {
    name: '${name}-${rule.name}'
    location: location
    kind: 'LogAlert'
    properties: {
      displayName: 'Waymark: ${rule.name}'
      description: rule.description
      severity: rule.severity
      enabled: true
      // Told once, and once more when it is over.
      autoMitigate: true
      scopes: [
        insightsId
      ]
      evaluationFrequency: rule.every
      windowSize: rule.window
      // A component that is being made has no lines to check a query against.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            operator: rule.operator
            threshold: rule.limit
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [
          told.id
        ]
      }
    }
  }
]

@description('Who is told, for other rules.')
output actionGroupId string = told.id
