/** What `docker build` would make of the Dockerfile, as a folder: no engine is needed, and nothing is fetched. */
import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, symlink } from 'node:fs/promises';
import { basename, dirname, join, matchesGlob } from 'node:path';
import { promisify } from 'node:util';
import type { Stage } from './parse-dockerfile.ts';

const root = join(import.meta.dirname, '../../..');
const run = promisify(execFile);

/** Makes the folders of all stages below `directory`; resolves with the last one's. */
export async function buildImage(stages: readonly Stage[], directory: string): Promise<string> {
  const taken = await readDockerIgnore();
  const places = new Map<string, string>();
  let place = directory;
  for (const [index, stage] of stages.entries()) {
    place = join(directory, stage.name ?? `stage-${index}`);
    places.set(stage.name ?? '', place);
    await buildStage(stage, place, places, taken);
  }
  return place;
}

type IsTaken = (path: string) => boolean;

async function buildStage(
  stage: Stage,
  place: string,
  places: ReadonlyMap<string, string>,
  isTaken: IsTaken,
): Promise<void> {
  let folder = place;
  await mkdir(place, { recursive: true });
  for (const { word, flags, text } of stage.instructions) {
    if (word === 'WORKDIR') folder = join(place, text);
    await mkdir(folder, { recursive: true });
    if (word === 'COPY')
      await copy(text, folder, flags['from'] === undefined ? undefined : places.get(flags['from']), isTaken);
    if (word === 'RUN') await runHere(text, folder);
  }
}

async function copy(text: string, folder: string, from: string | undefined, isTaken: IsTaken): Promise<void> {
  const paths = text.split(/\s+/);
  const to = paths.pop() ?? '';
  for (const path of paths) {
    const target = join(folder, to, to.endsWith('/') ? basename(path) : '');
    if (from !== undefined) await cp(join(from, path), target, { recursive: true, verbatimSymlinks: true });
    else if (!isTaken(path)) throw new Error(`.dockerignore keeps ${path} out, which the Dockerfile copies`);
    else
      await cp(join(root, path), target, { recursive: true, filter: (file) => isTaken(file.slice(root.length + 1)) });
  }
}

/** `npm ci` links what is installed here, and nothing more than it would install; the compiler runs as it is. */
async function runHere(text: string, folder: string): Promise<void> {
  if (text.startsWith('npm ci ')) return linkPackages(folder, text.includes('--omit=dev'));
  const [command, ...args] = text.split(' ');
  if (command === 'mkdir') return;
  if (command !== 'node') throw new Error(`It is not known what this does: ${text}`);
  // Types are checked by `npm run check`, and not once more here.
  await run(process.execPath, [...args, '--noCheck'], { cwd: folder });
}

async function linkPackages(folder: string, isProduction: boolean): Promise<void> {
  const lock: { packages: Record<string, { dev?: boolean }> } = JSON.parse(
    await readFile(join(folder, 'package-lock.json'), 'utf8'),
  );
  for (const [path, { dev }] of Object.entries(lock.packages)) {
    // What lies within another package comes with it.
    const isOnTop = path.startsWith('node_modules/') && path.lastIndexOf('node_modules/') === 0;
    if (!isOnTop || (isProduction && dev)) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(join(root, path), join(folder, path));
  }
}

/** Is this path of ours sent to the engine? The last line that matches decides. */
async function readDockerIgnore(): Promise<IsTaken> {
  const text = await readFile(join(root, '.dockerignore'), 'utf8');
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return (path) => {
    let isTaken = true;
    for (const line of lines) {
      const pattern = line.replace(/^!/, '');
      if (matchesGlob(path, pattern) || matchesGlob(path, `${pattern}/**`)) isTaken = line.startsWith('!');
    }
    return isTaken;
  };
}
