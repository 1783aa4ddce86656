/**
 * The actions that m365agents.yml uses, as version 1.11 of the toolkit's schema has them: what may and what must stand
 * under `with` (a star), and under `writeToEnvironmentFile`.
 * Source: OfficeDev/microsoft-365-agents-toolkit, packages/fx-core/resource/yaml-schema/v1.11/yaml.schema.json.
 */
export const schemaVersion = 'v1.11';

interface Action {
  readonly with: readonly string[];
  readonly writes?: readonly string[];
}

const appPackagePath = { with: ['appPackagePath*'] };

export const actions: Readonly<Record<string, Action>> = {
  'teamsApp/create': { with: ['name*'], writes: ['teamsAppId*'] },
  'teamsApp/validateManifest': { with: ['manifestPath*'] },
  'teamsApp/zipAppPackage': { with: ['manifestPath*', 'outputZipPath*', 'outputFolder*'] },
  'teamsApp/validateAppPackage': appPackagePath,
  'teamsApp/update': appPackagePath,
  'teamsApp/publishAppPackage': { ...appPackagePath, writes: ['publishedAppId*'] },
  'aadApp/create': {
    with: ['name*', 'generateClientSecret*', 'generateServicePrincipal', 'signInAudience*'],
    writes: ['clientId*', 'clientSecret*', 'objectId*', 'tenantId'],
  },
  'botFramework/create': { with: ['botId*', 'name*', 'messagingEndpoint*', 'description', 'channels'] },
  'arm/deploy': { with: ['subscriptionId*', 'resourceGroupName*', 'templates*', 'bicepCliVersion'] },
  'file/createOrUpdateEnvironmentFile': { with: ['target*', 'envs*'] },
  script: { with: ['run*', 'workingDirectory', 'shell', 'timeout', 'redirectTo'] },
};
