import { ServiceError } from '../../errors.ts';

/** What the connector answered, kept as the cause of a fault: codes only, never a body. */
export interface ConnectorAnswer {
  readonly status: number;
  readonly code: string | undefined;
}

/** The app was removed or blocked, or the person or channel is closed to it (teams-docs, send-proactive-messages). */
const goneCodes = new Set([
  'MessageWritesBlocked',
  'BotNotInConversationRoster',
  'ConversationBlockedByUser',
  'BotDisabledByAdmin',
  'ConversationNotFound',
]);
/** Teams asks to repeat these as well as 429 (teams-docs, rate-limit): 412 is a lost race inside the service. */
const passingStatuses = new Set([408, 412, 425, 500, 502, 503, 504]);

export function connectorFault(answer: ConnectorAnswer, retryAfterMs: number | undefined): ServiceError {
  const { status, code } = answer;
  if (status === 429)
    return new ServiceError('teamsThrottled', undefined, { retryable: true, retryAfterMs, cause: answer });
  // 408: it may have been read; 5xx: whoever answered may not be the one that acted.
  const noEffect = status >= 400 && status < 500 && status !== 408;
  if (passingStatuses.has(status)) {
    return new ServiceError('teamsUnavailable', undefined, { retryable: true, noEffect, retryAfterMs, cause: answer });
  }
  if (status === 401) {
    // Cards wait until somebody has put the bot's registration right; they are not thrown away.
    return new ServiceError('tokenUnavailable', "Teams did not accept the bot's token.", {
      retryable: true,
      cause: answer,
    });
  }
  if (status === 404 || status === 410) return new ServiceError('teamsGone', undefined, { noEffect, cause: answer });
  if (status === 403 && goneCodes.has(code ?? '')) {
    return new ServiceError('teamsGone', undefined, { noEffect, cause: answer, appGone: true });
  }
  return new ServiceError('teamsRefused', undefined, { noEffect, cause: answer });
}

/** Teams' error code (`{"error":{"code":"…"}}`); undefined where the body is something else. */
export function connectorCode(body: string): string | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    const error = (parsed as { error?: { code?: unknown } } | null)?.error;
    return typeof error?.code === 'string' && /^[\w.-]{1,64}$/.test(error.code) ? error.code : undefined;
  } catch {
    return undefined;
  }
}
