/** What the HTTP server answers to the channel service. A 4xx or 5xx without a body is a problem that the HTTP edge words. */
export interface TeamsAnswer {
  readonly status: number;
  readonly body?: unknown;
}

export const taken: TeamsAnswer = { status: 200 };

/** Bodies of answers to `adaptiveCard/action` (teams-docs, Universal Actions). HTTP 200 in both cases: people read them. */
export function cardAnswer(card: Readonly<Record<string, unknown>>): TeamsAnswer {
  return { status: 200, body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card } };
}

export function sentenceAnswer(sentence: string): TeamsAnswer {
  return {
    status: 200,
    body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: sentence },
  };
}

/** For invokes that no card of ours sends: nobody reads this. */
export function notSupported(): TeamsAnswer {
  const value = { code: 'NotSupported', message: 'This bot answers its own cards and its own command only.' };
  return { status: 400, body: { statusCode: 400, type: 'application/vnd.microsoft.error', value } };
}

/** Answers to `composeExtension/fetchTask` and `/submitAction`: a dialog, in the place of the one before (teams-docs, task modules). */
export function dialogAnswer(
  title: string,
  card: Readonly<Record<string, unknown>>,
  height: 'small' | 'medium' | 'large',
): TeamsAnswer {
  const content = { contentType: 'application/vnd.microsoft.card.adaptive', content: card };
  const value = { title, height, width: 'medium', card: content };
  return { status: 200, body: { task: { type: 'continue', value } } };
}
