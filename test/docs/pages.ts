import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

export interface Page {
  /** Path from the root of the repository, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every page that people read: the README and its neighbours, and docs/. */
export function readPages(): Page[] {
  const top = readdirSync(root).filter((name) => name.endsWith('.md'));
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .map((name) => `docs/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.md'));
  return [...top, ...docs].map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));
}

export interface Fence {
  /** Empty where none is named. */
  readonly language: string;
  /** The words behind the language: where it can be run (`here`, `azure`), and the name by which a test takes it. */
  readonly labels: readonly string[];
  /** The paragraph above it and the heading over both, which may say what it needs. */
  readonly above: string;
  /** Everything of its section above it. */
  readonly section: string;
  readonly lines: readonly string[];
}

export function fencesOf({ text }: Page): Fence[] {
  const fences: Fence[] = [];
  const above = { heading: '', paragraph: '', isOver: false, section: '' };
  let open: (Fence & { readonly lines: string[]; readonly mark: string }) | undefined;
  for (const line of text.split('\n')) {
    const [, mark, language = '', labels = ''] = /^\s*(`{3,}|~{3,})\s*(\w*)(.*)$/.exec(line) ?? [];
    if (open !== undefined) {
      if (mark === undefined || !mark.startsWith(open.mark) || language !== '') open.lines.push(line.trim());
      else {
        fences.push(open);
        open = undefined;
      }
    } else if (mark !== undefined) {
      const { heading, paragraph, section } = above;
      const words = labels.split(/\s+/).filter((word) => word !== '');
      open = { language, labels: words, above: `${heading}\n${paragraph}`, section, lines: [], mark };
      above.paragraph = '';
    } else if (line.startsWith('#')) Object.assign(above, { heading: line, paragraph: '', section: line });
    else if (line.trim() === '') above.isOver = true;
    else {
      above.section += `\n${line}`;
      above.paragraph = above.isOver ? line : `${above.paragraph} ${line}`;
      above.isOver = false;
    }
  }
  return fences;
}

/** The page without what stands in fences. */
export function proseOf({ text }: Page): string {
  return text.replaceAll(/^(\s*)(`{3,}|~{3,}).*?^\s*\2[ \t]*$/gms, '');
}
