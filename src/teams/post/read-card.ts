import { isRecord } from '../door/activity-shape.ts';
import { createPostPage, type PostPage } from './post-page.ts';
import { readHtml } from './read-html.ts';

type Node = Readonly<Record<string, unknown>>;

const deepest = 40;
const mostNodes = 4_000;
/** No table of people to read is larger. */
const mostColumns = 20;
const mostRows = 1_000;
/** Where Adaptive, Hero, Thumbnail and connector cards keep their words, in reading order. */
const wordKeys = ['title', 'subtitle', 'activityTitle', 'activitySubtitle', 'text', 'activityText', 'summary'] as const;
const linkKeys = ['url', 'uri'] as const;

/** How far reading a card has come. */
interface Walk {
  nodes: number;
}

/** The words of a card of any kind, and where its buttons lead. A fact becomes `title: value`, a row a line with tabs. */
export function readCard(card: unknown, page: PostPage): void {
  visit(card, page, 0, { nodes: 0 });
}

function visit(node: unknown, page: PostPage, depth: number, walk: Walk): void {
  walk.nodes += 1;
  if (depth > deepest || walk.nodes > mostNodes) return;
  if (Array.isArray(node)) {
    for (const item of node) visit(item, page, depth + 1, walk);
  } else if (isRecord(node)) {
    visitNode(node, page, depth, walk);
  }
}

function visitNode(node: Node, page: PostPage, depth: number, walk: Walk): void {
  const cells = cellsOf(node);
  if (cells !== undefined) {
    writeRows(cells, page, depth, walk);
    return;
  }
  const said = factOf(node) ?? richTextOf(node);
  if (said !== undefined) {
    readHtml(said, page);
    return;
  }
  for (const key of wordKeys) if (typeof node[key] === 'string') readHtml(node[key], page);
  for (const key of linkKeys) if (typeof node[key] === 'string') page.link(node[key]);
  for (const value of Object.values(node)) if (typeof value === 'object') visit(value, page, depth + 1, walk);
}

/** Columns of the same height are a table that was drawn with columns. */
function writeRows(cells: readonly unknown[], page: PostPage, depth: number, walk: Walk): void {
  const columns = cells.slice(0, mostColumns).map((cell) => {
    const column = createPostPage();
    visit(cell, column, depth + 1, walk);
    for (const url of column.links) page.link(url);
    return column.lines;
  });
  const height = columns.reduce((most, { length }) => Math.min(Math.max(most, length), mostRows), 0);
  for (let row = 0; row < height; row += 1) page.write(columns.map((lines) => `\t${lines[row] ?? ''}`).join(''));
}

/** A row of a table needs no type. */
function cellsOf(node: Node): readonly unknown[] | undefined {
  const cells = node['type'] === 'ColumnSet' ? node['columns'] : node['cells'];
  return Array.isArray(cells) ? cells : undefined;
}

/** FactSet has `title` and `value`, connector cards have `name` and `value`; an input's value is nothing that is said. */
function factOf(node: Node): string | undefined {
  const { type, value } = node;
  const name = node['title'] ?? node['name'];
  if (typeof name !== 'string' || typeof value !== 'string' || /^(?:Input|Action)\./.test(String(type)))
    return undefined;
  return `${name.trim().replace(/:$/, '')}: ${value}`;
}

function richTextOf({ inlines }: Node): string | undefined {
  return Array.isArray(inlines) ? inlines.map(wordsOf).join('') : undefined;
}

function wordsOf(inline: unknown): string {
  if (typeof inline === 'string') return inline;
  return isRecord(inline) && typeof inline['text'] === 'string' ? inline['text'] : '';
}
