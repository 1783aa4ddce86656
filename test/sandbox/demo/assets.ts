import { readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';

export interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const folder = join(import.meta.dirname, 'page');
const modules = createRequire(import.meta.url);

/** Browser builds that npm installed: Microsoft's card renderer, and the Markdown that it leaves to its host. */
const vendor: Readonly<Record<string, () => string>> = {
  '/vendor/adaptivecards.js': () => join(modules.resolve('adaptivecards/package.json'), '../dist/adaptivecards.min.js'),
  '/vendor/markdown-it.mjs': () =>
    join(modules.resolve('markdown-it/package.json'), '../dist/browser/markdown-it.esm.min.mjs'),
};

/** A file of the page. Only names that the folder really holds are read, so no path leads out of it. */
export async function readAsset(path: string): Promise<Asset | undefined> {
  const vendored = Object.hasOwn(vendor, path) ? vendor[path]?.() : undefined;
  const name = path === '/' ? 'index.html' : path.slice(1);
  const file = vendored ?? ((await readdir(folder)).includes(name) ? join(folder, name) : undefined);
  const type = types[extname(file ?? '')];
  if (!file || !type) return undefined;
  return { type, body: await readFile(file) };
}
