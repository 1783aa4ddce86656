import { type FoundLabel, labelAtEnd, labelOf } from './found-label.ts';
import { addressesIn, guidsIn } from './found-values.ts';

/** A stretch of a post, and the label that it stands behind. */
export interface Labeled {
  readonly label: FoundLabel | undefined;
  readonly text: string;
}

/** Of one line. A list may go on below its label. */
interface Read {
  readonly parts: readonly Labeled[];
  readonly last: FoundLabel | undefined;
}

/** Splits lines, and the cells of tables, at their labels. */
export function* readLabeled(lines: readonly string[]): Generator<Labeled> {
  let columns: readonly (FoundLabel | undefined)[] = [];
  let open: FoundLabel | undefined;
  for (const line of lines) {
    const cells = line.split('\t').map((cell) => cell.trim());
    if (cells.length > 1) {
      open = undefined;
      const heads = headsOf(cells);
      if (heads !== undefined) columns = heads;
      else yield* columns.length === cells.length ? inColumns(cells, columns) : inPairs(cells);
      continue;
    }
    columns = [];
    const { parts, last } = readLine(line, open);
    yield* parts;
    open = last;
  }
}

/** A row of labels alone names the columns below it. */
function headsOf(cells: readonly string[]): (FoundLabel | undefined)[] | undefined {
  const heads = cells.map(labelOf);
  const isHead = heads.filter((head) => head !== undefined).length > 1 && cells.every((cell) => !holdsValue(cell));
  return isHead ? heads : undefined;
}

function* inColumns(cells: readonly string[], columns: readonly (FoundLabel | undefined)[]): Generator<Labeled> {
  for (const [at, text] of cells.entries()) yield { label: columns[at], text };
}

/** Label, value, label, value; or cells that speak for themselves. */
function* inPairs(cells: readonly string[]): Generator<Labeled> {
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    const next = cells[at + 1];
    const label = labelOf(cell);
    if (label !== undefined && next !== undefined) {
      yield { label, text: next };
      at += 1;
    } else {
      yield* readLine(cell, undefined).parts;
    }
  }
}

const separator = /[:=：]| [-–—] /g;
/** Of what stands before a separator: a label, and the marks behind it. */
const lookBehind = 128;
/** Text of one's own beside an entry of a list: a name, a number. */
const besideEntry = 60;

function readLine(line: string, open: FoundLabel | undefined): Read {
  const parts: Labeled[] = [];
  let label: FoundLabel | undefined;
  let from = 0;
  for (const { 0: sign, index } of line.matchAll(separator)) {
    if (index < from) continue;
    const base = Math.max(from, index - lookBehind);
    const found = labelAtEnd(line.slice(base, index).replace(/ ?\(\d{1,6}\) ?$|[\s"'“”„)\]]+$/u, ''));
    // A dash separates only a line's first words from the rest.
    if (found === undefined || (sign.length > 1 && base + found.from > 0)) continue;
    const start = base + found.from;
    parts.push({ label, text: line.slice(from, start) });
    label = found.label;
    from = index + sign.length;
    // Subjects are the attacker's words: what looks like a label inside of one is none.
    if (label === 'subject' && start === 0) break;
  }
  const rest = line.slice(from);
  if (label === undefined) return readOn(rest, open);
  parts.push({ label, text: rest });
  return { parts, last: isBlank(rest) ? label : goesOn(label, rest) };
}

/** A line without a label of its own: the next entry of the list above, or words. */
function readOn(line: string, open: FoundLabel | undefined): Read {
  if (open === 'subject' || open === 'severity') return { parts: [{ label: open, text: line }], last: undefined };
  const label = isEntry(line) ? open : undefined;
  const last = isBlank(line) ? open : goesOn(label, line);
  return { parts: [{ label, text: line }], last };
}

/** Nothing yet: the bracket of a list, for one. */
function isBlank(text: string): boolean {
  return !/[\p{L}\p{N}]/u.test(text);
}

/** There are several recipients and messages, below each other, and one sender. */
function goesOn(label: FoundLabel | undefined, text: string): FoundLabel | undefined {
  return (label === 'recipient' || label === 'messageId') && isEntry(text) ? label : undefined;
}

/** Ids or addresses, and little else. */
function isEntry(line: string): boolean {
  const values = [...guidsIn(line), ...addressesIn(line)];
  const spoken = values.reduce((rest, { value }) => rest - value.length, line.length);
  return values.length > 0 && spoken <= besideEntry && !/^[\p{L}][\p{L} ]{0,40}[:：]/u.test(line);
}

function holdsValue(cell: string): boolean {
  return guidsIn(cell).length > 0 || addressesIn(cell).length > 0;
}
