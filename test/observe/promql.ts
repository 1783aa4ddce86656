/** Reads of PromQL what must exist: names of metrics, labels with their values, labels that are grouped by. No grammar. */

export interface Matcher {
  readonly label: string;
  /** Alternatives of a regular expression one by one. */
  readonly values: readonly string[];
}

export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
  /** It, or what is made of it, is grouped by these. */
  readonly grouped: readonly string[];
}

const functions = new Set([
  ...['sum', 'max', 'min', 'count', 'rate', 'increase', 'absent', 'histogram_quantile', 'label_values'],
  ...['time', 'min_over_time'],
  ...['by', 'on', 'unless', 'and', 'or', 'without', 'ignoring'],
]);

/** Throws where something is not closed, or is no PromQL that we write. */
export function selectorsOf(expression: string): Selector[] {
  const tokens = tokensOf(expression);
  mustClose(tokens);
  const grouped = groupsIn(tokens);
  return tokens.flatMap((token, index) => {
    if (!isName(token) || functions.has(token) || isInBraces(tokens, index) || isGroup(tokens, index)) return [];
    return [{ metric: token, matchers: matchersAfter(tokens, index), grouped }];
  });
}

const pattern = /\s+|"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[a-zA-Z_:][\w:]*|\d+(?:\.\d+)?|=~|!~|!=|==|>=|<=|[-+*/%^<>=(){},]/y;

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  pattern.lastIndex = 0;
  while (pattern.lastIndex < expression.length) {
    const at = pattern.lastIndex;
    const [token] = pattern.exec(expression) ?? [];
    if (token === undefined) throw new Error(`No PromQL at ${at} of: ${expression}`);
    if (token.trim() !== '') tokens.push(token);
  }
  return tokens;
}

const closing: Readonly<Record<string, string>> = { ')': '(', '}': '{' };

function mustClose(tokens: readonly string[]): void {
  const open: string[] = [];
  for (const token of tokens) {
    if (token === '(' || token === '{') open.push(token);
    const opening = closing[token];
    if (opening !== undefined && open.pop() !== opening) throw new Error(`Not opened: ${tokens.join(' ')}`);
  }
  if (open.length > 0) throw new Error(`Not closed: ${tokens.join(' ')}`);
}

const isName = (token: string) => /^[a-zA-Z_]/.test(token);

function isInBraces(tokens: readonly string[], index: number): boolean {
  const before = tokens.slice(0, index);
  return before.lastIndexOf('{') > before.lastIndexOf('}');
}

/** Inside the parentheses of `by (…)` or `on (…)`, or the label of `label_values(metric, label)`. */
function isGroup(tokens: readonly string[], index: number): boolean {
  const open = tokens.lastIndexOf('(', index);
  const isClosed = tokens.slice(open, index).includes(')');
  if (open < 1 || isClosed) return false;
  return (
    ['by', 'on'].includes(tokens[open - 1] ?? '') || (tokens[open - 1] === 'label_values' && tokens[index - 1] === ',')
  );
}

function groupsIn(tokens: readonly string[]): string[] {
  return tokens.filter((token, index) => isName(token) && !functions.has(token) && isGroup(tokens, index));
}

function matchersAfter(tokens: readonly string[], index: number): Matcher[] {
  if (tokens[index + 1] !== '{') return [];
  const inside = tokens.slice(index + 2, tokens.indexOf('}', index)).filter((token) => token !== ',');
  return Array.from({ length: inside.length / 3 }, (_, nth) => {
    const [label = '', operator = '', quoted = ''] = inside.slice(nth * 3);
    const value = quoted.slice(1, -1);
    return { label, values: operator.endsWith('~') ? value.split('|') : [value] };
  });
}
