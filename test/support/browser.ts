import { execFile } from 'node:child_process';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { access, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { arch, env, platform } from 'node:process';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';
import { type Browser, chromium } from 'playwright-core';

const run = promisify(execFile);
const require = createRequire(import.meta.url);

interface Candidate {
  readonly name: string;
  readonly executablePath: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * A headless Chromium: the machine's own where it has one that starts, else the one that npm installed.
 * Undefined where neither starts; then it says so on stderr, and throws when `CI=true`.
 */
export async function launchBrowser(): Promise<Browser | undefined> {
  const problems: string[] = [];
  for (const find of [findInstalled, unpackFromNpm]) {
    try {
      const candidate = await find();
      if (candidate) return await launch(candidate);
    } catch (error) {
      problems.push(error instanceof Error ? error.message : String(error));
    }
  }
  const text = ['NO BROWSER: the browser tests did not run.', ...problems].join('\n');
  if (env['CI'] === 'true') throw new Error(text);
  process.stderr.write(`\n${text}\n\n`);
  return undefined;
}

async function launch(candidate: Candidate): Promise<Browser> {
  const inherited = Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => !!pair[1]));
  return chromium.launch({
    executablePath: candidate.executablePath,
    env: { ...inherited, ...candidate.environment },
    // No sandbox: containers rarely allow user namespaces, and the browser sees only our own page on loopback.
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-sync', ...quietArguments],
  });
}

const quietArguments = ['--disable-background-networking', '--disable-component-update', '--font-render-hinting=none'];

async function findInstalled(): Promise<Candidate | undefined> {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const paths = (env['PATH'] ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  paths.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  for (const path of paths) {
    if (await isExecutable(path)) return { name: 'installed', executablePath: path, environment: {} };
  }
  return undefined;
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/**
 * `@sparticuz/chromium` brings Chromium, the NSS libraries that a bare Debian lacks, and a font. Its own unpacking
 * writes to fixed names in the shared temporary directory, so we unpack it beside the package instead, once.
 */
async function unpackFromNpm(): Promise<Candidate | undefined> {
  if (platform !== 'linux' || arch !== 'x64') return undefined;
  const bin = join(dirname(require.resolve('@sparticuz/chromium')), '..', 'bin');
  const cache = join(import.meta.dirname, '../../node_modules/.cache');
  const home = join(cache, 'countersign-chromium-153');
  if (!(await isExecutable(join(home, 'chromium')))) {
    await mkdir(cache, { recursive: true });
    const fresh = await mkdtemp(join(cache, 'unpacking-'));
    await Promise.all([
      inflate(join(bin, 'chromium.br'), join(fresh, 'chromium')),
      untar(join(bin, 'al2023.tar.br'), fresh),
      untar(join(bin, 'fonts.tar.br'), fresh),
    ]);
    await mkdir(join(fresh, 'fontconfig'));
    await writeFile(join(fresh, 'fontconfig/fonts.conf'), fontConfiguration(join(home, 'fonts')));
    // A rename is all or nothing: a run that was stopped half-way leaves no browser that looks whole.
    await rename(fresh, home).catch(() => rm(fresh, { recursive: true, force: true }));
  }
  return {
    name: 'npm',
    executablePath: join(home, 'chromium'),
    environment: { LD_LIBRARY_PATH: join(home, 'lib'), FONTCONFIG_PATH: join(home, 'fontconfig') },
  };
}

async function inflate(from: string, to: string): Promise<void> {
  await pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}

async function untar(archive: string, folder: string): Promise<void> {
  const plain = join(folder, `${archive.split('/').pop() ?? 'archive'}.tar`);
  await inflate(archive, plain);
  await run('tar', ['-xf', plain, '-C', folder]);
  await rm(plain);
}

/** The packaged font first, so that pictures look alike everywhere; the machine's own for signs it lacks. */
function fontConfiguration(folder: string): string {
  const prefer = ['sans-serif', 'system-ui', 'Segoe UI'].map(
    (family) => `<alias binding="same"><family>${family}</family><prefer><family>Open Sans</family></prefer></alias>`,
  );
  return [
    '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>',
    `<dir>${folder}</dir><dir>/usr/share/fonts</dir><cachedir>${folder}-cache</cachedir>`,
    ...prefer,
    '</fontconfig>',
  ].join('\n');
}
