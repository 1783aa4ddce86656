import type { BotConfig, GraphConfig } from '../../config/config-types.ts';
import { defineCheck } from '../check.ts';
import { type Fine, ok, skipped } from '../finding.ts';

export function judgeSecrets(bot: BotConfig | undefined, graph: GraphConfig | undefined): readonly Fine[] {
  const apps = [
    ...(bot?.credential.kind === 'password' ? [{ key: 'BOT_PASSWORD', appId: bot.appId }] : []),
    ...(graph?.auth.kind === 'clientSecret' ? [{ key: 'AZURE_CLIENT_SECRET', appId: graph.auth.clientId }] : []),
  ];
  if (apps.length === 0) return [skipped('no client secret is in use')];
  // Reading it takes Application.Read.All, which nothing else here needs.
  return apps.map(({ key, appId }) =>
    ok(
      `When ${key} ends is not known here. See it: az ad app credential list --id ${appId} --query "[].endDateTime", or Entra admin center, App registrations, Certificates & secrets.`,
    ),
  );
}

export const clientSecretsCheck = defineCheck({
  needs: [],
  look: (_settings, { settings: { bot, graph } }) => judgeSecrets(bot, graph),
});
