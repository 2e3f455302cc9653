// The functions app: Flex Consumption, .NET 10 isolated, one user-assigned identity.
param name string
param location string
param identityId string
param identityClientId string
param hostStorage string
param filesStorage string
param cosmosEndpoint string
param vaultUri string
param insightsConnection string
param logsId string
param entraTenantId string
param entraClientId string
param homeDivision string

var storageSuffix = environment().suffixes.storage

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: 'plan-${name}'
  location: location
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  kind: 'functionapp,linux'
  tags: { 'azd-service-name': 'functions' }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: 'https://${hostStorage}.blob.${storageSuffix}/deployments'
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: 4096
        maximumInstanceCount: 100
        // One instance stays warm, so that the first clerk of the day does not wait.
        alwaysReady: [{ name: 'http', instanceCount: 1 }]
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: {
      AzureWebJobsStorage__accountName: hostStorage
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      Files__blobServiceUri: 'https://${filesStorage}.blob.${storageSuffix}'
      Files__queueServiceUri: 'https://${filesStorage}.queue.${storageSuffix}'
      Files__credential: 'managedidentity'
      Files__clientId: identityClientId
      Cosmos__accountEndpoint: cosmosEndpoint
      Cosmos__credential: 'managedidentity'
      Cosmos__clientId: identityClientId
      COSMOS_DATABASE: 'socialfund'
      VAULT_URI: vaultUri
      HOME_DIVISION: homeDivision
      AZURE_CLIENT_ID: identityClientId
      Entra__authority: environment().authentication.loginEndpoint
      Entra__tenantId: entraTenantId
      Entra__clientId: entraClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnection
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      // 200 MB; larger files come by SFTP.
      FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '209715200'
      // The Static Web App, and the platform's own front.
      FRONTS_BEFORE: '2'
      // True only with clientCertEnabled, which makes the platform overwrite the header that tells the certificate.
      CLIENT_CERTIFICATES: 'false'
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-logs'
  scope: app
  properties: {
    workspaceId: logsId
    logs: [{ category: 'FunctionAppLogs', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

output id string = app.id
output host string = app.properties.defaultHostName
