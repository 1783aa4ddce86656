import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type TemplateName =
  | 'approval-request'
  | 'no-mail-request'
  | 'decided-request'
  | 'result-reply'
  | 'reminder'
  | 'pending-requests'
  | 'recipients'
  | 'summary'
  | 'found-mail'
  | 'stats'
  | 'removal-dialog'
  | 'dialog-notice'
  | 'help';

/** What is used of adaptivecards-templating. Its own types lead the compiler into another package's sources. */
interface Templating {
  readonly Template: new (payload: unknown) => Template;
}
interface Template {
  expand(context: { $root: object }): Record<string, unknown>;
}

const require = createRequire(import.meta.url);
const parsed = new Map<TemplateName, Template>();

/**
 * The template filled with this data. Values are never expanded again: `${…}` in a subject stays text.
 * A binding that the data does not fill would stand on the card literally, so data fills every one.
 */
export function fillTemplate(name: TemplateName, data: object): Record<string, unknown> {
  const template = parsed.get(name) ?? parse(name);
  parsed.set(name, template);
  return template.expand({ $root: data });
}

function parse(name: TemplateName): Template {
  // Its expression parser takes a fifth of a second to load, so that is done with the first card, not at start.
  const templating: Templating = require('adaptivecards-templating');
  // The same relative place from src/teams/cards and from dist/teams/cards.
  const file = new URL(`../../../cards/${name}.json`, import.meta.url);
  return new templating.Template(JSON.parse(readFileSync(file, 'utf8')));
}
