import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { postgresBinaries, unprivilegedAccount } from './postgres-binaries.ts';

/** A PostgreSQL server of our own on 127.0.0.1, with its data in a temporary directory. */
export interface ServerProcess {
  /** Of the database `postgres`. */
  readonly url: string;
  /** Ends the server and removes its data. */
  stop(): Promise<void>;
  /** Every process of the server is gone at once, as after `kill -9` or a power cut; the data stays. */
  crash(): Promise<void>;
  /** Starts it again on the same port and data, after an orderly end where it still ran. */
  restart(): Promise<void>;
}

export interface ServerOptions {
  /** Syncs commits to the disk, as in production. Absent: they survive a crash of the server, not of the machine. */
  readonly durable?: boolean;
  /** Further settings, say `{ max_connections: '20' }`. */
  readonly settings?: Readonly<Record<string, string>>;
}

const password = 'only-for-tests';
const startMs = 30_000;
/** Ends the server and removes everything when the pipe closes: also after the process that started it was killed. */
const guard = `
  read -r word
  if read -r pid 2>/dev/null < "$0/data/postmaster.pid"; then
    kill -QUIT "$pid" 2>/dev/null
    while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
  fi
  exec rm -rf "$0"`;

export async function startServerProcess(options: ServerOptions = {}): Promise<ServerProcess> {
  const account = unprivilegedAccount();
  const directory = mkdtempSync(join(tmpdir(), 'countersign-postgres-'));
  if (account.uid !== undefined && account.gid !== undefined) chownSync(directory, account.uid, account.gid);
  const watcher = spawn('/bin/sh', ['-c', guard, directory], {
    ...account,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  letGo(watcher);
  async function removeAll(): Promise<void> {
    watcher.ref();
    watcher.stdin?.end();
    if (watcher.exitCode === null) await once(watcher, 'exit');
    // The guard's account may not remove an entry of a sticky directory that is not its own.
    rmSync(directory, { recursive: true, force: true });
  }
  try {
    const binaries = postgresBinaries(directory);
    await initialise(binaries, directory, account);
    const port = await freePort();
    const flags = serverFlags(directory, port, options);
    let server = await launch(binaries, flags, account);
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      async stop() {
        const ended = exitOf(server);
        await removeAll();
        await ended;
      },
      async crash() {
        const ended = exitOf(server);
        for (const pid of [...(server.pid === undefined ? [] : [server.pid]), ...childrenOf(server)]) killNow(pid);
        await ended;
      },
      async restart() {
        const ended = exitOf(server);
        server.kill('SIGINT');
        await ended;
        server = await launch(binaries, flags, account);
      },
    };
  } catch (thrown) {
    await removeAll();
    throw thrown;
  }
}

type Account = ReturnType<typeof unprivilegedAccount>;

async function initialise(binaries: string, directory: string, account: Account): Promise<void> {
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, `${password}\n`);
  const child = spawn(
    join(binaries, 'bin', 'initdb'),
    [
      ...['--pgdata', join(directory, 'data'), '--username', 'postgres', '--pwfile', passwordFile],
      // English collation, so that no order of ours may rest on bytes.
      ...['--auth', 'scram-sha-256', '--encoding', 'UTF8', '--locale', 'C'],
      ...['--locale-provider', 'icu', '--icu-locale', 'en-US', '--no-sync'],
    ],
    { ...account, cwd: directory, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said = collect(child);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`initdb ended with ${code}: ${said()}`);
}

function serverFlags(directory: string, port: number, { durable = false, settings = {} }: ServerOptions): string[] {
  const all = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  return ['-D', join(directory, 'data'), ...Object.entries(all).flatMap(([key, value]) => ['-c', `${key}=${value}`])];
}

/** Resolves when connections are taken. After a crash the former processes may need a moment to be gone. */
async function launch(binaries: string, flags: readonly string[], account: Account): Promise<ChildProcess> {
  const startedAt = performance.now();
  for (;;) {
    const child = spawn(join(binaries, 'bin', 'postgres'), flags, {
      ...account,
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const said = collect(child);
    if (await ready(child, said)) {
      letGo(child);
      return child;
    }
    if (performance.now() - startedAt > startMs || !/in use/.test(said())) {
      throw new Error(`PostgreSQL did not start: ${said()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function ready(child: ChildProcess, said: () => string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    child.stderr?.on('data', () => {
      if (/ready to accept connections/.test(said())) resolve(true);
    });
    child.once('close', () => resolve(false));
    child.once('error', reject);
  });
}

/** The newest of what a process has to say; must be read for ever, or the process stands still one day. */
function collect(child: ChildProcess): () => string {
  let text = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    text = `${text}${chunk}`.slice(-4_000);
  });
  return () => text;
}

/** So that the tests can end while the server still runs. */
function letGo(child: ChildProcess): void {
  child.unref();
  for (const stream of [child.stdin, child.stderr]) {
    if (stream && 'unref' in stream && typeof stream.unref === 'function') stream.unref();
  }
}

async function exitOf(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.ref();
  await once(child, 'exit');
}

function childrenOf(child: ChildProcess): number[] {
  try {
    const pids = readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8');
    return pids.split(' ').filter(Boolean).map(Number);
  } catch {
    // Not Linux: they notice by themselves that their parent is gone.
    return [];
  }
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone already.
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('No port was free.');
  return address.port;
}
