import type { Allowances } from '../allowance.ts';
import { isGuid } from '../approval/ids.ts';
import { asServiceError, ServiceError } from '../errors.ts';
import { createSigningKeys } from '../signing-keys.ts';
import type { Clock, Log, Meter, Thread, Tracer } from '../workflow/ports.ts';
import type { Steps } from '../workflow/steps.ts';
import { createBot } from './bot.ts';
import type { CardStyle } from './cards.ts';
import type { Connection } from './connection.ts';
import { checkActivity, record } from './door/activity-shape.ts';
import type { BotCloud } from './door/bot-cloud.ts';
import { createTokenVerifier, type TokenVerifier } from './door/verify-token.ts';
import { governedTurn } from './governed-turn.ts';
import { createGovernor, type Governor, openGovernor } from './governor.ts';
import { createInstallations } from './installations.ts';
import { createLocalAllowances } from './local-allowances.ts';
import type { TeamsAnswer } from './outcome.ts';
import { createPrivateChat } from './private-chat.ts';
import { createServiceUrls } from './service-urls.ts';
import { createThread } from './thread.ts';

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
  /** Where several instances write to the same tenant; absent: kept by this one alone. */
  readonly allowances?: Allowances | undefined;
  /** For channel posts. */
  readonly style: CardStyle;
  readonly clock: Clock;
  /** For what is kept or counted for a while, whatever is done to the clock; `clock` where absent. */
  readonly steady?: Clock;
  readonly log: Log;
  readonly meter?: Meter;
  /** Absent: nothing is traced. */
  readonly tracer?: Tracer;
  /** Milliseconds for one call to Teams (default 10,000: a click has 15 seconds in all). */
  readonly timeoutMs?: number;
}

export type Admission =
  /**
   * `receive` takes the parsed body. Never throws; 401 for an activity of another service address than the token's,
   * 403 for a foreign tenant, 400 for anything that is not an activity.
   */
  | { readonly kind: 'admitted'; receive(body: unknown): Promise<TeamsAnswer> }
  | { readonly kind: 'refused'; readonly answer: TeamsAnswer };

export interface Teams {
  /**
   * The Authorization header of one HTTP request to `/api/messages`, before anything of its body is read. Never throws;
   * 401 for a token that does not hold, 503 where the keys could not be read. The HTTP edge words the problem; only
   * invokes that no card of ours sends are 400 with a body.
   */
  admit(authorization: string | undefined): Promise<Admission>;
  /** Both at once, for whoever has the body already. */
  receive(authorization: string | undefined, body: unknown): Promise<TeamsAnswer>;
  readonly thread: Thread;
  /** Loads the SDK ahead of the first activity. The card templates are left to the first card, which nobody waits for. */
  warmUp(): Promise<void>;
}

/** Throws `configInvalid` for a bot without an id: with an empty one the SDK takes activities from anybody. */
export function createTeams(options: TeamsOptions): Teams {
  const { botId, allowedTenants, log, meter } = options;
  if (!isGuid(botId)) throw new ServiceError('configInvalid', 'BOT_ID must be the GUID of the bot.');
  if (allowedTenants.length === 0) throw new ServiceError('configInvalid', 'ALLOWED_TENANTS must name a tenant.');
  const connection = connectLazily(options);
  const allowances = options.allowances ?? createLocalAllowances(options.clock);
  const governor: Governor = options.rateLimits === 'off' ? openGovernor : createGovernor(allowances);
  const serviceUrls = createServiceUrls();
  const verify = tokenVerifier(options);
  const bot = createBot({
    ...options,
    clock: options.steady ?? options.clock,
    tellPrivately: createPrivateChat(connection, governor),
    installations: createInstallations({
      botId,
      serviceUrls,
      learn: (installation, how) => options.steps().learnInstallation(installation, how),
      forget: (teamId) => options.steps().forgetInstallation(teamId),
      forgetChannel: (channelId) => options.steps().forgetChannel(channelId),
      restoreChannel: (channelId) => options.steps().restoreChannel(channelId),
      log,
    }),
  });

  /** Nothing of what was refused is logged: only which check it failed. */
  function refuse(status: number, flaw: string): TeamsAnswer {
    log.warn({ status, flaw }, 'An activity was refused');
    meter?.count('countersign_activities_refused_total', { flaw });
    return { status };
  }

  async function take(body: unknown, serviceUrl: string): Promise<TeamsAnswer> {
    if (record(body)['serviceUrl'] !== serviceUrl) return refuse(401, 'serviceUrl');
    const check = checkActivity(body, { botId, allowedTenants });
    if (!check.fits) return refuse(check.status, check.flaw);
    const teams = await connection();
    return teams.turn(check.activity, (turn) => bot(check.activity, governedTurn(turn, check.activity, governor)));
  }

  function fault(thrown: unknown): TeamsAnswer {
    log.error({ error: asServiceError(thrown) }, 'An activity could not be taken');
    return { status: 503 };
  }

  async function admit(authorization: string | undefined): Promise<Admission> {
    try {
      const verdict = await verify(authorization);
      if (!verdict.holds) return { kind: 'refused', answer: refuse(401, verdict.flaw) };
      return { kind: 'admitted', receive: (body) => take(body, verdict.serviceUrl).catch(fault) };
    } catch (thrown) {
      return { kind: 'refused', answer: fault(thrown) };
    }
  }

  return {
    admit,
    async receive(authorization, body) {
      const admission = await admit(authorization);
      return admission.kind === 'admitted' ? admission.receive(body) : admission.answer;
    },
    thread: createThread({ connection, governor, serviceUrls, style: options.style }),
    async warmUp() {
      await connection();
    },
  };
}

function tokenVerifier(options: TeamsOptions): TokenVerifier {
  const { botId, clock } = options;
  const { cloud } = options;
  const metadataUrl = options.openIdMetadataUrl ?? cloud.openIdMetadataUrl;
  const keys = createSigningKeys({ metadataUrl, clock: options.steady ?? clock });
  return createTokenVerifier({ botId, issuer: cloud.tokenIssuer, keys, clock });
}

/** The SDK is a quarter of the start time and half of the memory: it is loaded beside the listening server, once. */
function connectLazily(options: TeamsOptions): () => Promise<Connection> {
  const { cloud, meter, tracer } = options;
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
    connecting ??= import('./sdk/adapter.ts').then(({ connectSdk }) =>
      connectSdk({ botId, botTenantId, cloud, openIdMetadataUrl, botToken, clock, timeoutMs, meter, tracer }),
    );
    return connecting;
  };
}
