import type { Check } from './check.ts';
import type { CheckId } from './check-ids.ts';
import { alertSourcesCheck } from './checks/alert-sources.ts';
import { alertTokensCheck } from './checks/alert-tokens.ts';
import { auditKeyCheck } from './checks/audit-key.ts';
import { botIdentityCheck } from './checks/bot-identity.ts';
import { botMetadataCheck } from './checks/bot-metadata.ts';
import { botTokenCheck } from './checks/bot-token.ts';
import { certificatesCheck } from './checks/certificates.ts';
import { clientSecretsCheck } from './checks/client-secrets.ts';
import { clockCheck } from './checks/clock.ts';
import { dataDirectoryCheck } from './checks/data-directory.ts';
import { databaseCheck } from './checks/database.ts';
import { defenderCheck } from './checks/defender.ts';
import { diskSpaceCheck } from './checks/disk-space.ts';
import { endpointCheck } from './checks/endpoint.ts';
import { entraCheck } from './checks/entra.ts';
import { exposureCheck } from './checks/exposure.ts';
import { graphIdentityCheck } from './checks/graph-identity.ts';
import { graphRolesCheck } from './checks/graph-roles.ts';
import { graphTokenCheck } from './checks/graph-token.ts';
import { modeCheck } from './checks/mode.ts';
import { nodeCheck } from './checks/node.ts';
import { outcomeCallbacksCheck } from './checks/outcome-callbacks.ts';
import { policyCheck } from './checks/policy.ts';
import { policyGroupsCheck } from './checks/policy-groups.ts';
import { policyPeopleCheck } from './checks/policy-people.ts';
import { settingsCheck } from './checks/settings.ts';
import { teamsChannelCheck } from './checks/teams-channel.ts';
import { telemetryCheck } from './checks/telemetry.ts';

export const checks: Readonly<Record<CheckId, Check>> = {
  node: nodeCheck,
  settings: settingsCheck,
  policy: policyCheck,
  mode: modeCheck,
  exposure: exposureCheck,
  'data-directory': dataDirectoryCheck,
  'disk-space': diskSpaceCheck,
  database: databaseCheck,
  'audit-key': auditKeyCheck,
  certificates: certificatesCheck,
  'client-secrets': clientSecretsCheck,
  entra: entraCheck,
  clock: clockCheck,
  'bot-token': botTokenCheck,
  'bot-identity': botIdentityCheck,
  'bot-metadata': botMetadataCheck,
  'teams-channel': teamsChannelCheck,
  'graph-token': graphTokenCheck,
  'graph-identity': graphIdentityCheck,
  'graph-roles': graphRolesCheck,
  defender: defenderCheck,
  'policy-groups': policyGroupsCheck,
  'policy-people': policyPeopleCheck,
  'alert-sources': alertSourcesCheck,
  'alert-tokens': alertTokensCheck,
  'outcome-callbacks': outcomeCallbacksCheck,
  telemetry: telemetryCheck,
  endpoint: endpointCheck,
};
