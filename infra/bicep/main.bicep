// SocialFund in one resource group: functions, documents, files, web, keys, alarms. No shared keys anywhere.
targetScope = 'resourceGroup'

@description('Short environment name, for example prod or test; part of every resource name.')
@minLength(2)
@maxLength(8)
param environmentName string

param location string = resourceGroup().location

@description('Static Web Apps exist in few regions only.')
param webLocation string = location

@description('Microsoft Entra ID tenant and application that users sign in with.')
param entraTenantId string = tenant().tenantId

@description('Empty: only the built-in sign-in.')
param entraClientId string = ''

@description('Code of the division that runs the installation (GB/T 2260).')
@minLength(6)
@maxLength(6)
param homeDivision string

@description('Who is told of alarms.')
param alarmEmail string

@description('Partner folders of the SFTP inbox: local user names are the agencies\' codes.')
param agencies array = []

@description('Monthly budget in the subscription\'s currency; an alarm is sent at 80 % and 100 %.')
param monthlyBudget int = 5000

@description('First day of the current month, for the budget\'s start.')
param budgetStart string = utcNow('yyyy-MM-01')

var suffix = uniqueString(resourceGroup().id, environmentName)
var names = {
  identity: 'id-socialfund-${environmentName}'
  host: take('sfhost${environmentName}${suffix}', 24)
  files: take('sffiles${environmentName}${suffix}', 24)
  cosmos: 'cosmos-socialfund-${environmentName}-${suffix}'
  vault: take('kv-sf-${environmentName}-${suffix}', 24)
  functions: 'func-socialfund-${environmentName}-${suffix}'
  web: 'stapp-socialfund-${environmentName}'
  logs: 'log-socialfund-${environmentName}'
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: names.identity
  location: location
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: names.logs
    location: location
    alarmEmail: alarmEmail
    monthlyBudget: monthlyBudget
    budgetStart: budgetStart
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  params: {
    hostName: names.host
    filesName: names.files
    location: location
    principalId: identity.properties.principalId
    logsId: monitoring.outputs.logsId
    agencies: agencies
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  params: {
    name: names.cosmos
    location: location
    principalId: identity.properties.principalId
    logsId: monitoring.outputs.logsId
  }
}

module vault 'modules/vault.bicep' = {
  name: 'vault'
  params: {
    name: names.vault
    location: location
    principalId: identity.properties.principalId
    logsId: monitoring.outputs.logsId
  }
}

module functions 'modules/functions.bicep' = {
  name: 'functions'
  params: {
    name: names.functions
    location: location
    identityId: identity.id
    identityClientId: identity.properties.clientId
    hostStorage: storage.outputs.hostName
    filesStorage: storage.outputs.filesName
    cosmosEndpoint: cosmos.outputs.endpoint
    vaultUri: vault.outputs.uri
    insightsConnection: monitoring.outputs.insightsConnection
    logsId: monitoring.outputs.logsId
    entraTenantId: entraTenantId
    entraClientId: entraClientId
    homeDivision: homeDivision
  }
}

module web 'modules/web.bicep' = {
  name: 'web'
  params: {
    name: names.web
    location: webLocation
    functionsId: functions.outputs.id
    functionsLocation: location
  }
}

module alarms 'modules/alarms.bicep' = {
  name: 'alarms'
  params: {
    functionsId: functions.outputs.id
    insightsId: monitoring.outputs.insightsId
    actionGroupId: monitoring.outputs.actionGroupId
    location: location
  }
}

output webAddress string = web.outputs.address
output functionsName string = names.functions
output filesName string = names.files
output inboxHost string = '${names.files}.blob.${az.environment().suffixes.storage}'
