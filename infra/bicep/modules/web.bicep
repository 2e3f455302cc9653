// The front end: static files, with /api served by the linked functions app.
param name string
param location string
param functionsId string
param functionsLocation string

resource site 'Microsoft.Web/staticSites@2024-04-01' = {
  name: name
  location: location
  tags: { 'azd-service-name': 'web' }
  sku: { name: 'Standard', tier: 'Standard' }
  properties: {
    allowConfigFileUpdates: true
    stagingEnvironmentPolicy: 'Disabled'
  }

  resource api 'linkedBackends' = {
    name: 'functions'
    properties: {
      backendResourceId: functionsId
      region: functionsLocation
    }
  }
}

output address string = 'https://${site.properties.defaultHostname}'
