import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { proseOf, readPages } from './pages.ts';

const root = join(import.meta.dirname, '../..');
const pages = readPages();

/** As GitHub makes them: lower case, no punctuation, blanks as hyphens; the second one of a name gets -1. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, title = ''] of text.matchAll(/^#{1,6} +(.+?) *#*$/gm)) {
    const plain = title.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-');
    let unique = anchor;
    for (let count = 1; anchors.has(unique); count += 1) unique = `${anchor}-${count}`;
    anchors.add(unique);
  }
  return anchors;
}

const anchors = new Map(pages.map((page) => [page.path, anchorsOf(proseOf(page))]));

/** Undefined: it leads somewhere. */
function flawOf(from: string, target: string): string | undefined {
  if (/^[a-z]+:/i.test(target)) return undefined;
  const [path = '', anchor] = target.split('#', 2);
  const file = path === '' ? from : normalize(join(dirname(from), decodeURIComponent(path))).replaceAll('\\', '/');
  if (file.startsWith('..') || !existsSync(join(root, file))) return `${from}: ${target} is not there`;
  if (anchor === undefined || anchor === '' || !file.endsWith('.md')) return undefined;
  return anchors.get(file)?.has(anchor) ? undefined : `${from}: ${target} names no heading`;
}

describe('Links of the documentation', () => {
  for (const page of pages) {
    it(`lead somewhere: ${page.path}`, () => {
      const prose = proseOf(page).replaceAll(/`[^`\n]*`/g, '');
      const targets = [...prose.matchAll(/\]\(([^)\s]+)(?: "[^"]*")?\)/g)].map(([, target = '']) => target);

      assert.deepEqual(
        targets.map((target) => flawOf(page.path, target)).filter((flaw) => flaw !== undefined),
        [],
      );
    });
  }

  it('and names of files in the text lead somewhere, too', () => {
    const named = pages.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:src|test|docs|env|infra|cards|appPackage)\/[\w./-]*\w\/?)`/g)].map(([, file = '']) => ({
        path,
        file,
      })),
    );

    const isMade = /^(env\/\.env\.|appPackage\/build\/)/;
    assert.ok(named.length > 100);
    assert.deepEqual(
      named.filter(({ file }) => !isMade.test(file) && !existsSync(join(root, file))),
      [],
    );
  });

  it('are found, and missed where they lead nowhere', () => {
    const found = pages.flatMap(({ text }) => [...text.matchAll(/\]\((?![a-z]+:)[^)]+\)/g)]);

    assert.ok(found.length > 100);
    assert.match(flawOf('README.md', 'docs/nothing.md') ?? '', /is not there/);
    assert.match(flawOf('docs/audit.md', '#nothing') ?? '', /names no heading/);
    assert.equal(flawOf('docs/audit.md', '#checkpoints'), undefined);
  });

  it('lead from the map to every page of docs', () => {
    const map = pages.find(({ path }) => path === 'docs/README.md')?.text ?? '';
    const missing = pages
      .map(({ path }) => path)
      .filter((path) => /^docs\/[^/]+\.md$/.test(path) && path !== 'docs/README.md')
      .filter((path) => !map.includes(`(${path.slice('docs/'.length)})`));

    assert.deepEqual(missing, []);
  });
});
