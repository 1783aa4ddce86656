import { findAction } from '../sandbox/teams/card-actions.ts';
import type { Post, Tenant } from '../sandbox/tenant-types.ts';

const idPattern = /CS-[0-9A-HJKMNP-TV-Z]{6}/;
const texts = new WeakMap<object, string>();

/** A card's JSON, made once: boards are read often. */
export function textOf(card: object | undefined): string {
  if (!card) return '';
  const known = texts.get(card);
  if (known !== undefined) return known;
  const text = JSON.stringify(card);
  texts.set(card, text);
  return text;
}

/** What a client that cannot show the card says in its place: it names the request, or counts several. */
export function inShort(post: Post): string {
  return String(post.card?.['fallbackText'] ?? '');
}

/** The request that a card of the channel, or a reply, is about; undefined for a summary and for what people wrote. */
export function requestOf(post: Post): string | undefined {
  return idPattern.exec(inShort(post))?.[0];
}

export function isSummary(post: Post): boolean {
  return /^\d+ requests? came in at once/.test(inShort(post));
}

export function offers(post: Post, verb: string): boolean {
  return textOf(post.card).includes(`"verb":"${verb}"`);
}

/** What can be clicked on the card under this verb, once for each request that it lists. */
export function dataOf(post: Post, verb: string): Record<string, unknown> | undefined {
  return post.card && offers(post, verb) ? findAction(post.card, verb, 'execute', {})?.data : undefined;
}

/** Ids of the requests that a summary lists. */
export function listedOn(post: Post): readonly string[] {
  return [...new Set(textOf(post.card).match(new RegExp(idPattern, 'g')) ?? [])];
}

/** The channel as people find it, by request. */
export interface Board {
  /** Cards that stand for the request alone. */
  cards(requestId: string): readonly Post[];
  /** Summary cards that list it. */
  summaries(requestId: string): readonly Post[];
  /** What was said about it in any thread. */
  replies(requestId: string): readonly Post[];
}

export function readBoard(tenant: Tenant): Board {
  const roots = tenant.teams.posts().filter(({ from }) => from === 'bot');
  const cards = Map.groupBy(roots, (post) => requestOf(post) ?? '');
  const replies = Map.groupBy(
    roots.flatMap((root) => root.replies),
    (post) => requestOf(post) ?? '',
  );
  const summaries = new Map<string, Post[]>();
  for (const post of roots.filter(isSummary)) {
    for (const id of listedOn(post)) summaries.set(id, [...(summaries.get(id) ?? []), post]);
  }
  return {
    cards: (id) => cards.get(id) ?? [],
    summaries: (id) => summaries.get(id) ?? [],
    replies: (id) => replies.get(id) ?? [],
  };
}
