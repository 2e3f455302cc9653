// What must wake somebody: failing requests, slow requests, failing steps and schedules, messages set aside.
param functionsId string
param insightsId string
param actionGroupId string
param location string

resource errors 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'http-5xx'
  location: 'global'
  properties: {
    description: '五分钟内服务端错误超过 5 次'
    severity: 1
    enabled: true
    scopes: [functionsId]
    evaluationFrequency: 'PT1M'
    windowSize: 'PT5M'
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: 'errors'
          criterionType: 'StaticThresholdCriterion'
          metricName: 'Http5xx'
          operator: 'GreaterThan'
          threshold: 5
          timeAggregation: 'Total'
        }
      ]
    }
    actions: [{ actionGroupId: actionGroupId }]
  }
}

var queries = [
  {
    name: 'slow-requests'
    description: '查询响应超过 5 秒（合同 3.2）'
    query: 'requests | where duration > 5000'
    threshold: 10
  }
  {
    name: 'set-aside'
    description: '有业务消息反复处理失败，已搁置'
    query: 'traces | where message startswith "messages set aside"'
    threshold: 0
  }
  {
    name: 'activity-failing'
    description: '业务流程的步骤反复失败，需要处理'
    query: 'traces | where message startswith "activity "'
    threshold: 4
  }
  {
    name: 'schedule-failed'
    description: '定时任务执行失败'
    query: 'traces | where message startswith "schedule "'
    threshold: 0
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for item in queries: {
    name: item.name
    location: location
    properties: {
      description: item.description
      severity: 2
      enabled: true
      scopes: [insightsId]
      evaluationFrequency: 'PT10M'
      windowSize: 'PT10M'
      criteria: {
        allOf: [
          {
            query: item.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: item.threshold
          }
        ]
      }
      actions: { actionGroups: [actionGroupId] }
    }
  }
]
