// Documents and ledgers. Containers and partition keys: docs/documents.md.
param name string
param location string
param principalId string
param logsId string

var containers = [
  'requests'
  'budgets'
  'payments'
  'books'
  'income'
  'intake'
  'workflows'
  'identity'
  'audit'
  'lists'
  'system'
]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-05-15' = {
  name: name
  location: location
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    disableLocalAuth: true
    minimalTlsVersion: 'Tls12'
    consistencyPolicy: { defaultConsistencyLevel: 'Session' }
    capabilities: [{ name: 'EnableServerless' }]
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous30Days' } }
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: false }]
  }

  resource database 'sqlDatabases' = {
    name: 'socialfund'
    properties: { resource: { id: 'socialfund' } }

    resource container 'containers' = [
      for id in containers: {
        name: id
        properties: {
          resource: {
            id: id
            partitionKey: { paths: ['/pk'], kind: 'Hash', version: 2 }
            indexingPolicy: {
              indexingMode: 'consistent'
              includedPaths: [{ path: '/*' }]
              // Line chunks, kept answers and message payloads are read by id only.
              excludedPaths: [
                { path: '/body/lines/*' }
                { path: '/body/answer/*' }
                { path: '/body/payload/*' }
                { path: '/"_etag"/?' }
              ]
            }
          }
        }
      }
    ]

    // How far the change feed's triggers have read; theirs alone.
    resource leases 'containers' = {
      name: 'leases'
      properties: { resource: { id: 'leases', partitionKey: { paths: ['/id'], kind: 'Hash', version: 2 } } }
    }
  }
}

// Cosmos DB Built-in Data Contributor.
resource access 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments@2024-05-15' = {
  parent: account
  name: guid(account.id, principalId, 'contributor')
  properties: {
    principalId: principalId
    roleDefinitionId: '${account.id}/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'
    scope: account.id
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-logs'
  scope: account
  properties: {
    workspaceId: logsId
    logs: [
      { category: 'DataPlaneRequests', enabled: true }
      { category: 'QueryRuntimeStatistics', enabled: true }
      { category: 'ControlPlaneRequests', enabled: true }
    ]
  }
}

output endpoint string = account.properties.documentEndpoint
