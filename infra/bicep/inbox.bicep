// Every file that lands in inbox/ wakes the Received function. Deployed after the functions (azure.yaml): Event Grid asks
// the function whether it is there before it makes the subscription.
param filesStorage string
param functionsName string
param location string = resourceGroup().location

resource files 'Microsoft.Storage/storageAccounts@2023-05-01' existing = {
  name: filesStorage
}

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionsName
}

resource topic 'Microsoft.EventGrid/systemTopics@2024-06-01-preview' = {
  name: 'evgt-${filesStorage}'
  location: location
  properties: {
    source: files.id
    topicType: 'Microsoft.Storage.StorageAccounts'
  }

  resource inbox 'eventSubscriptions' = {
    name: 'inbox'
    properties: {
      destination: {
        endpointType: 'WebHook'
        properties: {
          endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.Received&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
        }
      }
      filter: {
        subjectBeginsWith: '/blobServices/default/containers/inbox/'
        includedEventTypes: ['Microsoft.Storage.BlobCreated']
        // Over SFTP a file is complete when the client closes it, not when it is created.
        advancedFilters: [
          { operatorType: 'StringNotIn', key: 'data.api', values: ['SftpCreate', 'CreateFile'] }
        ]
      }
      retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
    }
  }
}
