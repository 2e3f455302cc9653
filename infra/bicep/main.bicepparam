using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'test')
param entraClientId = readEnvironmentVariable('SOCIALFUND_ENTRA_CLIENT_ID', '')
param homeDivision = readEnvironmentVariable('SOCIALFUND_HOME_DIVISION', '630000')
param alarmEmail = readEnvironmentVariable('SOCIALFUND_ALARM_EMAIL', 'ops@example.org')
param agencies = []
