import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Template } from 'adaptivecards-templating';

type Card = Record<string, unknown>;

const sources = JSON.parse(readFileSync(join(import.meta.dirname, 'floor-cards.json'), 'utf8')) as Record<string, Card>;
const request = new Template(sources['request']);
const decided = new Template(sources['decided']);
const reply = new Template(sources['reply']);

export function requestCard(alert: Card): Card {
  return request.expand({ $root: alert }) as Card;
}

export function decidedCard(alert: Card, approverUpn: string): Card {
  return decided.expand({ $root: { ...alert, approverUpn } }) as Card;
}

export function replyCard(requestId: string, approverUpn: string, location: string): Card {
  return reply.expand({ $root: { requestId, approverUpn, location } }) as Card;
}
