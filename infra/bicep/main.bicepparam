using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'test')
param entraClientId = readEnvironmentVariable('SOCIALFUND_ENTRA_CLIENT_ID', '')
param alarmEmail = readEnvironmentVariable('SOCIALFUND_ALARM_EMAIL', 'ops@example.org')
param agencies = []
