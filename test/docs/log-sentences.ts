import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

interface LoggedSentence {
  readonly level: 'warn' | 'error';
  readonly sentence: string;
  /** Path from the root of the repository. */
  readonly file: string;
}

/** Where the sentence comes from another function: what in that file hands it over. */
const handedOver: Readonly<Record<string, RegExp>> = {
  'src/live-policy.ts': /\brefuse\(\{[^}]*\}, '([^']+)'/g,
  // A log with the request's trace: whoever calls it is met by itself.
  'src/tracing/scope.ts': /(?!)/g,
  'src/workflow/poll-log.ts': /^ {2}\w+:\s*'([^']+)'/gm,
  'src/work/outage-log.ts': /\bfailed: '([^']+)'/g,
};

/** … and where that is another file. */
const handedBy: Readonly<Record<string, string>> = { 'src/workflow/poll-log.ts': 'src/graph/create-alert-feed.ts' };

/** Every sentence that the service writes into its log at warn or error. Throws where one cannot be read from the code. */
export function logSentences(): LoggedSentence[] {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && !name.startsWith('src/cli/'));
  return files.flatMap((file) => sentencesOf(file, readFileSync(join(root, file), 'utf8')));
}

function sentencesOf(file: string, source: string): LoggedSentence[] {
  return [...source.matchAll(/\blog\??\.(warn|error)\(/g)].flatMap(({ 1: level, index, 0: call }) => {
    const [, message = ''] = splitArguments(source.slice(index + call.length));
    const isHandedOver = handedOver[file] !== undefined && /^\s*(words\.)?\w+,?\s*$/.test(message);
    const found = textsOf(message, source.slice(0, index)) ?? (isHandedOver ? handed(file, source) : undefined);
    if (found === undefined) throw new Error(`${file}: the sentence of ${call}…, ${message.trim()}) cannot be read`);
    return found.map((sentence) => ({ level: level === 'warn' ? 'warn' : 'error', sentence, file }) as const);
  });
}

function handed(file: string, source: string): string[] {
  const by = handedBy[file];
  const text = by === undefined ? source : readFileSync(join(root, by), 'utf8');
  return [...text.matchAll(handedOver[file] ?? /(?!)/g)].map(([, text = '']) => text);
}

/** The texts that an expression may be: a literal, a constant that was made before it, or one of both. */
function textsOf(expression: string, before: string): string[] | undefined {
  const parts = expression.replace(/^[^?]*\?/s, '').split(' : ');
  const texts = parts.map((part) => {
    const text = part.trim().replace(/,$/, '');
    if (/^(['"`]).*\1$/s.test(text)) return text.slice(1, -1);
    return /^\w+$/.test(text) ? constantText(text, before) : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** Undefined where the name is a parameter there. */
function constantText(name: string, before: string): string | undefined {
  const last = [...before.matchAll(new RegExp(`\\bconst ${name} =\\s*(['"\`])(.*?)\\1;|\\b${name}: string`, 'gs'))].at(
    -1,
  );
  return last?.[2];
}

const word = /'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:\\.|[^`\\])*`|[([{]|[)\]}]|,|[^'"`()[\]{},]+/g;

/** The arguments of a call, from behind its bracket on. */
function splitArguments(text: string): string[] {
  const parts: string[] = [''];
  let depth = 0;
  for (const [token] of text.matchAll(word)) {
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    if (depth < 0) break;
    if (token === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += token;
  }
  return parts;
}
