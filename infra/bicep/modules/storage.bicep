// Two accounts: the functions host's own (queues, leases, deployments) and the files account (SFTP inbox, archive, lake).
// SFTP and the lake need a hierarchical namespace, which the functions host does not support for its own storage.
param hostName string
param filesName string
param location string
param principalId string
param logsId string
param agencies array

var roles = {
  blobOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  blobContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  queueContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  tableContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
}

resource host 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: hostName
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource deployments 'containers' = {
      name: 'deployments'
    }
  }
}

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: filesName
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    isHnsEnabled: true
    isSftpEnabled: true
    isLocalUserEnabled: true
    allowSharedKeyAccess: false
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    defaultToOAuthAuthentication: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: { enabled: true, days: 30 }
      containerDeleteRetentionPolicy: { enabled: true, days: 30 }
    }

    resource inbox 'containers' = { name: 'inbox' }
    resource outbox 'containers' = { name: 'outbox' }
    resource exchange 'containers' = { name: 'exchange' }
    resource socialfund 'containers' = { name: 'socialfund' }
  }

  resource policy 'managementPolicies' = {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'received-files-cool-down'
            type: 'Lifecycle'
            definition: {
              filters: { blobTypes: ['blockBlob'], prefixMatch: ['socialfund/archive/'] }
              actions: {
                baseBlob: {
                  tierToCool: { daysAfterModificationGreaterThan: 90 }
                  tierToCold: { daysAfterModificationGreaterThan: 730 }
                }
              }
            }
          }
        ]
      }
    }
  }

  resource users 'localUsers' = [
    for agency in agencies: {
      name: agency
      properties: {
        hasSshKey: true
        hasSharedKey: false
        homeDirectory: 'inbox/${agency}'
        // No permission on a whole container: each partner sees the folders whose ACL names it (infra/README.md).
        allowAclAuthorization: true
        permissionScopes: []
      }
    }
  ]
}

resource hostRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobOwner, roles.queueContributor, roles.tableContributor]: {
    name: guid(host.id, principalId, role)
    scope: host
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

// The blob trigger keeps its poison messages in a queue of the account it watches.
resource filesRoles 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in [roles.blobContributor, roles.queueContributor]: {
    name: guid(files.id, principalId, role)
    scope: files
    properties: {
      principalId: principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
    }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-logs'
  scope: files::blobs
  properties: {
    workspaceId: logsId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

output hostName string = host.name
output filesName string = files.name
