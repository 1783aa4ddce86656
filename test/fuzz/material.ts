import { resign } from '../attack/forge-token.ts';
import type { FlowWorld } from '../support/flow-world.ts';
import type { Material } from './input.ts';

/** Tokens live for an hour; long runs need new ones. */
const renewEvery = 10 * 60_000;

export interface FreshMaterial extends Material {
  /** Between inputs: tokens of long runs. */
  renew(): Promise<void>;
}

/** `requestId` is a request that waits: nothing that is sent may decide it. */
export async function prepareMaterial(world: FlowWorld, requestId: string): Promise<FreshMaterial> {
  const { tenant } = world;
  const settings = tenant.environment();
  const [, appSource = ''] = (settings['ALERTS_CLIENTS'] ?? '').split('=');
  let bot = '';
  let app = '';
  let renewedAt = Number.NEGATIVE_INFINITY;
  const renew = async () => {
    if (performance.now() - renewedAt < renewEvery) return;
    renewedAt = performance.now();
    bot = `Bearer ${await tenant.entra.botToken()}`;
    app = `Bearer ${await tenant.entra.appToken()}`;
  };
  await renew();
  return {
    activities: honestActivities(world, requestId),
    alert: tenant.sampleAlert(0),
    requestId,
    signer: { source: tenant.alertSource.name, secret: tenant.alertSource.secret },
    appSource,
    bot: () => bot,
    app: () => app,
    forgedBot: await forgedBotTokens(world),
    forgedApp: await forgedAppTokens(world),
    renew,
  };
}

/**
 * Eve may see and not decide; Ana, who may decide, only looks at the request that waits and decides about one that is
 * not there. So whatever a changed activity still does, the request must wait on.
 */
function honestActivities(world: FlowWorld, requestId: string): Record<string, unknown>[] {
  const { team, channel, people } = world.tenant.teams;
  const settings = world.tenant.environment();
  const tenantId = settings['BOT_TENANT_ID'];
  const base = (who: 'ana' | 'eve' | 'gus') => ({
    id: `f:${who}-1700000000000`,
    timestamp: '2026-03-01T09:30:00.000Z',
    channelId: 'msteams',
    serviceUrl: settings['TEAMS_SERVICE_URL'],
    locale: 'en-US',
    from: { id: people[who].teamsId, aadObjectId: people[who].objectId, name: people[who].name },
    recipient: { id: `28:${settings['BOT_ID']}`, name: 'Countersign' },
    conversation: { id: `${channel.id};messageid=1`, tenantId, conversationType: 'channel', isGroup: true },
    channelData: { tenant: { id: tenantId }, team: { id: team.id }, channel: { id: channel.id } },
    entities: [{ locale: 'en-US', country: 'US', platform: 'Web', type: 'clientInfo' }],
  });
  const invoke = (who: 'ana' | 'eve' | 'gus', verb: string, about: string, inputs: object = {}) => ({
    ...base(who),
    type: 'invoke',
    name: 'adaptiveCard/action',
    value: {
      action: { type: 'Action.Execute', verb, data: { requestId: about, revision: 1, ...inputs } },
      trigger: 'manual',
    },
  });
  const typed = (who: 'ana' | 'eve' | 'gus', text: string) => ({ ...base(who), type: 'message', text });
  const extension = (name: string, more: object) => ({
    ...base('eve'),
    type: 'invoke',
    name: `composeExtension/${name}`,
    value: {
      commandId: 'requestRemoval',
      commandContext: 'message',
      messagePayload: {
        id: '1700000000001',
        subject: null,
        body: {
          contentType: 'html',
          content: '<table><tr><td>To</td><td>maria@contoso.com</td></tr></table><a href="https://x">x</a>',
        },
        attachments: [
          {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: '{"body":[{"facts":[{"title":"NMID","value":"x"}]}]}',
          },
        ],
      },
      ...more,
    },
  });
  const inputs = { action: 'hardDelete', severity: 'low', remediateSendersCopy: 'true', reason: 'Seen it before' };
  return [
    invoke('eve', 'approve', requestId, inputs),
    invoke('eve', 'reject', requestId, { reason: 'No' }),
    invoke('gus', 'approve', requestId),
    invoke('ana', 'approve', 'CS-000000', inputs),
    invoke('ana', 'open', requestId),
    invoke('eve', 'refresh', requestId),
    { ...base('eve'), type: 'message', value: { verb: 'approve', requestId, revision: 1, ...inputs } },
    typed('ana', '<at>Countersign</at> pending'),
    typed('eve', `<at>Countersign</at> show ${requestId}`),
    typed('eve', 'request 0c8b27ab-4a9b-4a3e-9d56-1f6a4be0a001 maria@contoso.com hardDelete because I say so'),
    extension('fetchTask', {}),
    extension('submitAction', { data: { messageIds: 'x', recipients: 'maria@contoso.com', action: 'softDelete' } }),
    extension('submitAction', { data: { msteams: { justInTimeInstall: true } } }),
    typed('ana', 'alerts here from defender severity high'),
    typed('gus', 'whoami'),
    { ...base('ana'), type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
    {
      ...base('ana'),
      type: 'conversationUpdate',
      membersAdded: [{ id: people.eve.teamsId }],
      channelData: { team: { id: team.id }, tenant: { id: tenantId }, eventType: 'teamMemberAdded' },
    },
    {
      ...base('ana'),
      type: 'installationUpdate',
      action: 'add-upgrade',
      channelData: {
        team: { id: team.id },
        tenant: { id: tenantId },
        settings: { selectedChannel: { id: channel.id } },
      },
    },
  ];
}

const botFlaws: readonly Record<string, unknown>[] = [
  { aud: '00000000-0000-4000-8000-000000000000' },
  { aud: undefined },
  { aud: 7 },
  { iss: 'https://api.botframework.us' },
  { iss: 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/' },
  { iss: undefined },
  { exp: 1_000_000_000 },
  { exp: undefined },
  { exp: 'never' },
  { nbf: 4_000_000_000 },
  { serviceurl: 'https://evil.example/' },
  { serviceurl: undefined },
  { serviceurl: { url: 'https://evil.example/' } },
];

async function forgedBotTokens({ tenant }: FlowWorld): Promise<string[]> {
  const { entra } = tenant;
  return Promise.all([
    ...botFlaws.map((claims) => entra.botToken({ claims })),
    ...(['unknown', 'unendorsed'] as const).map((key) => entra.botToken({ key })),
    ...['none', 'HS256', 'RS512'].map((algorithm) => entra.botToken({ algorithm })),
    resign(await entra.botToken()),
  ]);
}

const appFlaws: readonly Record<string, unknown>[] = [
  { aud: 'https://graph.microsoft.com' },
  { iss: 'https://login.microsoftonline.com/00000000-0000-4000-8000-000000000000/v2.0' },
  { azp: '00000000-0000-4000-8000-000000000000' },
  { azp: ['x'] },
  { roles: undefined },
  { roles: 'Alerts.Push' },
  { roles: { 0: 'Alerts.Push', length: 1 } },
  { scp: 'user_impersonation' },
  { exp: 1_000_000_000 },
  { nbf: 4_000_000_000 },
];

async function forgedAppTokens({ tenant }: FlowWorld): Promise<string[]> {
  const { entra } = tenant;
  return Promise.all([
    ...appFlaws.map((claims) => entra.appToken({ claims })),
    entra.appToken({ key: 'unknown' }),
    resign(await entra.appToken()),
  ]);
}
