/**
 * The floor: the same path with the same SDKs and nothing else. It keeps what it knows in a Map, trusts whoever
 * sends an alert and whoever clicks, and forgets everything when it ends. No product; a measure for what our own
 * checks, transactions and records cost.
 */
import { ManagedIdentityCredential } from '@azure/identity';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import {
  type Activity,
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  CardFactory,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationReference,
  MessageFactory,
  type Request,
  TeamsActivityHandler,
  TeamsInfo,
  TurnContext,
} from 'botbuilder';
import restify from 'restify';
import { type Card, decidedCard, replyCard, requestCard } from './floor-card.ts';

const setting = (name: string) => process.env[name] ?? '';
const botId = setting('BOT_ID');
const tenantId = setting('BOT_TENANT_ID');
const serviceUrl = setting('TEAMS_SERVICE_URL');
const graphRoot = setting('GRAPH_ROOT');
const channelId = setting('ALERT_CHANNEL').split('/')[1] ?? '';
const connectorResource = 'https://api.botframework.com';

const metadataUrl = setting('BOT_OPENID_METADATA_URL');
const adapter = new CloudAdapter(
  new ConfigurationBotFrameworkAuthentication({
    MicrosoftAppId: botId,
    MicrosoftAppTenantId: tenantId,
    MicrosoftAppType: 'UserAssignedMsi',
    // Given together, or the SDK takes no activity at all.
    ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${tenantId}`,
    ToChannelFromBotOAuthScope: connectorResource,
    ToBotFromChannelTokenIssuer: connectorResource,
    OAuthUrl: 'https://token.botframework.com',
    ToBotFromChannelOpenIdMetadataUrl: metadataUrl,
    ToBotFromEmulatorOpenIdMetadataUrl: metadataUrl,
    CallerId: 'urn:botframework:azure',
  }),
);

const credential = new ManagedIdentityCredential();
const graph = Client.initWithMiddleware({
  baseUrl: graphRoot,
  defaultVersion: 'beta',
  customHosts: new Set([new URL(graphRoot).hostname]),
  authProvider: {
    getAccessToken: async () => (await credential.getToken('https://graph.microsoft.com/.default')).token,
  },
});

type Alert = Record<string, unknown> & { requestId: string };
const alerts = new Map<string, Alert>();
const upns = new Map<string, string>();

async function postCard(alert: Alert): Promise<void> {
  const parameters = {
    isGroup: true,
    tenantId,
    bot: { id: `28:${botId}`, name: 'Floor' },
    channelData: { channel: { id: channelId }, tenant: { id: tenantId } },
    activity: message(requestCard(alert.requestId)) as Activity,
  };
  await adapter.createConversationAsync(
    botId,
    'msteams',
    serviceUrl,
    connectorResource,
    parameters as Parameters<CloudAdapter['createConversationAsync']>[4],
    async () => undefined,
  );
}

async function remediate(alert: Alert, approverUpn: string): Promise<string> {
  const response: Response = await graph
    .api('/security/collaboration/analyzedEmails/remediate')
    .responseType(ResponseType.RAW)
    .post({
      displayName: alert.requestId,
      description: `Approved by ${approverUpn}`,
      severity: alert['severity'],
      action: 'softDelete',
      remediateSendersCopy: false,
      approverUpn,
      analyzedEmails: alert['emails'],
    });
  if (!response.ok) throw new Error(`Graph answered ${response.status}.`);
  return response.headers.get('location') ?? '';
}

async function carryOut(alert: Alert, approverUpn: string, thread: Partial<ConversationReference>, cardId: string) {
  const location = await remediate(alert, approverUpn);
  await adapter.continueConversationAsync(botId, thread, async (context) => {
    await context.sendActivity(message(replyCard(alert.requestId, approverUpn, location)));
    await context.updateActivity({ ...message(decidedCard(alert.requestId, approverUpn)), id: cardId });
  });
}

async function upnOf(context: TurnContext): Promise<string> {
  const { id } = context.activity.from;
  const known = upns.get(id) ?? (await TeamsInfo.getMember(context, id)).userPrincipalName ?? '';
  upns.set(id, known);
  return known;
}

class FloorBot extends TeamsActivityHandler {
  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    invoke: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { requestId } = invoke.action.data as { requestId: string };
    const alert = alerts.get(requestId);
    if (!alert) throw new Error(`There is no ${requestId}.`);
    const approverUpn = await upnOf(context);
    const thread = TurnContext.getConversationReference(context.activity);
    // The click is answered first, as the service does it.
    carryOut(alert, approverUpn, thread, context.activity.replyToId ?? '').catch(die);
    return {
      statusCode: 200,
      type: 'application/vnd.microsoft.card.adaptive',
      value: decidedCard(alert.requestId, approverUpn),
    };
  }
}

function message(card: Card): Partial<Activity> {
  return MessageFactory.attachment(CardFactory.adaptiveCard(card));
}

function die(thrown: unknown): never {
  process.stderr.write(`${thrown instanceof Error ? thrown.stack : thrown}\n`);
  process.exit(1);
}

const bot = new FloorBot();
const server = restify.createServer();
server.use(restify.plugins.bodyParser());
server.post('/api/messages', async (request: restify.Request, response: restify.Response) => {
  // restify's types are older than the SDK's and allow some absent properties to be undefined.
  await adapter.process(request as Request, response, (context) => bot.run(context));
});
server.post('/api/alerts', async (request: restify.Request, response: restify.Response) => {
  const requestId = `CS-${(alerts.size + 1).toString().padStart(6, '0')}`;
  const alert: Alert = { ...(request.body as object), requestId };
  alerts.set(requestId, alert);
  postCard(alert).catch(die);
  response.send(202, { requestId });
});
server.get('/readyz', async (_request: restify.Request, response: restify.Response) => {
  response.send(200, { status: 'ready' });
});
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ port: server.address().port, message: 'Listening' })}\n`);
});
process.on('SIGTERM', () => process.exit(0));
