import { asServiceError, ServiceError } from '../errors.ts';
import type { Clock, Log, Meter, Thread } from '../workflow/ports.ts';
import type { Steps } from '../workflow/steps.ts';
import { checkActivity, record } from './activity-shape.ts';
import { createBot } from './bot.ts';
import type { BotCloud } from './bot-cloud.ts';
import { type CardStyle, drawHelpCard } from './cards.ts';
import type { Connection } from './connection.ts';
import { governedTurn } from './governed-turn.ts';
import { createGovernor, type Governor, openGovernor } from './governor.ts';
import { createInstallations } from './installations.ts';
import type { TeamsAnswer } from './outcome.ts';
import { createPrivateChat } from './private-chat.ts';
import { createServiceUrls } from './service-urls.ts';
import { createSigningKeys } from './signing-keys.ts';
import { createThread } from './thread.ts';
import { createTokenVerifier, type TokenVerifier } from './verify-token.ts';

export interface TeamsOptions {
  readonly botId: string;
  readonly botTenantId: string;
  readonly allowedTenants: readonly string[];
  readonly cloud: BotCloud;
  /** Absent: the cloud's. */
  readonly openIdMetadataUrl?: string | undefined;
  /** The bot's own access token for the connector (`<connectorResource>/.default`), asked before each call. */
  readonly botToken: () => Promise<string>;
  /** Asked at each turn: the steps need `thread`, so they are made after this. */
  readonly steps: () => Steps;
  readonly clicksPerMinute: number;
  readonly rateLimits: 'published' | 'off';
  /** For channel posts. */
  readonly style: CardStyle;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** Milliseconds for one call to Teams (default 10,000: a click has 15 seconds in all). */
  readonly timeoutMs?: number;
}

export interface Teams {
  /**
   * One HTTP request to `/api/messages`: the Authorization header and the parsed body. Never throws; 401 for a token
   * that does not hold, 403 for a foreign tenant, 400 for anything that is not an activity, 503 where the keys could
   * not be read. The HTTP edge words the problem; only invokes that no card of ours sends are 400 with a body.
   */
  receive(authorization: string | undefined, body: unknown): Promise<TeamsAnswer>;
  readonly thread: Thread;
  /** Loads what is slow to load, ahead of the first activity and the first card. */
  warmUp(): Promise<void>;
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** Throws `configInvalid` for a bot without an id: with an empty one the SDK takes activities from anybody. */
export function createTeams(options: TeamsOptions): Teams {
  const { botId, allowedTenants, log, meter } = options;
  if (!guid.test(botId)) throw new ServiceError('configInvalid', 'BOT_ID must be the GUID of the bot.');
  if (allowedTenants.length === 0) throw new ServiceError('configInvalid', 'ALLOWED_TENANTS must name a tenant.');
  const connection = connectLazily(options);
  const governor: Governor = options.rateLimits === 'off' ? openGovernor : createGovernor(options.clock);
  const serviceUrls = createServiceUrls();
  const verify = tokenVerifier(options);
  const bot = createBot({
    ...options,
    tellPrivately: createPrivateChat(connection, governor),
    installations: createInstallations({
      botId,
      serviceUrls,
      learn: (installation) => options.steps().learnInstallation(installation),
      forget: (teamId) => options.steps().forgetInstallation(teamId),
      log,
    }),
  });

  /** Nothing of what was refused is logged: only which check it failed. */
  function refuse(status: number, flaw: string): TeamsAnswer {
    log.warn({ status, flaw }, 'An activity was refused.');
    meter?.count('countersign_activities_refused_total', { flaw });
    return { status };
  }

  async function take(authorization: string | undefined, body: unknown): Promise<TeamsAnswer> {
    const verdict = await verify(authorization, record(body)['serviceUrl']);
    if (!verdict.holds) return refuse(401, verdict.flaw);
    const check = checkActivity(body, { botId, allowedTenants });
    if (!check.fits) return refuse(check.status, check.flaw);
    const teams = await connection();
    return teams.turn(check.activity, (turn) => bot(check.activity, governedTurn(turn, check.activity, governor)));
  }

  return {
    async receive(authorization, body) {
      try {
        return await take(authorization, body);
      } catch (thrown) {
        const { code } = asServiceError(thrown);
        log.error({ code }, 'An activity could not be taken.');
        return { status: 503 };
      }
    },
    thread: createThread({ connection, governor, serviceUrls, style: options.style }),
    async warmUp() {
      await connection();
      // The first card loads the template library.
      drawHelpCard(options.style);
    },
  };
}

function tokenVerifier(options: TeamsOptions): TokenVerifier {
  const { botId, clock } = options;
  const { cloud } = options;
  const keys = createSigningKeys({ metadataUrl: options.openIdMetadataUrl ?? cloud.openIdMetadataUrl, clock });
  return createTokenVerifier({ botId, issuer: cloud.tokenIssuer, keys, clock });
}

/** The SDK is a quarter of the start time and half of the memory: it is loaded beside the listening server, once. */
function connectLazily(options: TeamsOptions): () => Promise<Connection> {
  const { cloud } = options;
  const {
    botId,
    botTenantId,
    botToken,
    clock,
    timeoutMs = 10_000,
    openIdMetadataUrl = cloud.openIdMetadataUrl,
  } = options;
  let connecting: Promise<Connection> | undefined;
  return () => {
    connecting ??= import('./sdk-adapter.ts').then(({ connectSdk }) =>
      connectSdk({ botId, botTenantId, cloud, openIdMetadataUrl, botToken, clock, timeoutMs, meter: options.meter }),
    );
    return connecting;
  };
}
