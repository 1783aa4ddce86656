/** The service's own templates, filled with their samples: cards of the same size, without the work of wording them. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

export type Card = Record<string, unknown>;

/** What is used of adaptivecards-templating. Its own types lead the compiler into another package's sources. */
interface Templating {
  readonly Template: new (payload: unknown) => { expand(context: { $root: object }): Card };
}
const { Template } = createRequire(import.meta.url)('adaptivecards-templating') as Templating;

const cards = new URL('../../cards/', import.meta.url);
const textOf = (path: string) => readFileSync(new URL(path, cards), 'utf8');

/** What every sample calls its request. */
const sampleId = 'CS-7F3K2Q';

function cardMaker(template: string, sample: string): (requestId: string, more?: object) => Card {
  const made = new Template(JSON.parse(textOf(`${template}.json`)));
  const data = textOf(`samples/${template}.${sample}.json`);
  return (requestId, more) => {
    const root = { ...(JSON.parse(data.replaceAll(sampleId, requestId)) as object), ...more };
    return made.expand({ $root: root });
  };
}

export const requestCard = cardMaker('approval-request', 'waiting');
const submitted = cardMaker('decided-request', 'submitted');
const news = cardMaker('result-reply', 'submitted');

export function decidedCard(requestId: string, approverUpn: string): Card {
  return submitted(requestId, { decided: [{ text: `Approved by ${approverUpn}` }] });
}

export function replyCard(requestId: string, approverUpn: string, url: string): Card {
  const linkButtons = [{ title: 'Open in Action center', url }];
  return news(requestId, { lines: [{ text: `Approved by ${approverUpn}` }], linkButtons });
}
