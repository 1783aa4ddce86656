import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** docs/dependencies.md as the specs read it: code marks are taken off, a table is what stands under its heading. */
const lines = readFileSync(join(import.meta.dirname, '../../docs/dependencies.md'), 'utf8').split('\n');

function section(heading: string): string[] {
  const start = lines.indexOf(`## ${heading}`);
  if (start < 0) throw new Error(`docs/dependencies.md has no section "${heading}".`);
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => line.startsWith('## '));
  return end < 0 ? rest : rest.slice(0, end);
}

/** Rows of the table under a heading, without its two header lines. */
export function tableUnder(heading: string): string[][] {
  const rows = section(heading).filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.replaceAll('`', '').trim()),
  );
}

export function textUnder(heading: string): string {
  return section(heading).join('\n');
}

/** Everything in code marks under a heading. */
export function namesUnder(heading: string): string[] {
  return [...textUnder(heading).matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}
