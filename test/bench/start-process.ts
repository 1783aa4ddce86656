import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';

export interface StartedProcess {
  readonly pid: number;
  readonly origin: string;
  /** Milliseconds from the spawn to the log line `Listening`. */
  readonly listeningMs: number;
  /** Milliseconds from the spawn to the first 200 of /readyz. */
  readonly readyMs: number;
  /** SIGTERM; resolves when it is gone. */
  stop(): Promise<void>;
}

export interface StartOptions {
  readonly script: string;
  readonly env: Readonly<Record<string, string>>;
  readonly nodeOptions?: readonly string[];
}

const betweenProbesMs = 5;

/** Starts a script that logs `Listening` with its port as a JSON line, and waits until /readyz says that it can take work. */
export async function startProcess({ script, env, nodeOptions = [] }: StartOptions): Promise<StartedProcess> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [...nodeOptions, script], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const endWithUs = () => child.kill('SIGKILL');
  process.once('exit', endWithUs);
  const exited = once(child, 'exit').finally(() => process.removeListener('exit', endWithUs));

  const port = await listeningPort(child, exited);
  const listeningMs = performance.now() - startedAt;
  const origin = `http://127.0.0.1:${port}`;
  while (!(await isReady(origin))) await delay(betweenProbesMs);
  const readyMs = performance.now() - startedAt;
  return {
    pid: child.pid ?? -1,
    origin,
    listeningMs,
    readyMs,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function listeningPort(child: ChildProcess, exited: Promise<unknown>): Promise<number> {
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error('The process has no output to read.');
  const complaints: string[] = [];
  let isListening = false;
  createInterface({ input: stderr }).on('line', (line) => {
    if (isListening) process.stderr.write(`${line}\n`);
    else complaints.push(line);
  });
  const lines = createInterface({ input: stdout });
  const found = new Promise<number>((resolve) => {
    lines.on('line', (line) => {
      const port = /"port":(\d+)/.exec(line)?.[1];
      if (line.includes('"Listening"') && port !== undefined) resolve(Number(port));
    });
  });
  const gone = exited.then(() => {
    throw new Error(`The process ended before it listened:\n${complaints.join('\n')}`);
  });
  const port = await Promise.race([found, gone]);
  isListening = true;
  gone.catch(() => undefined);
  // From here on its log is thrown away unread: splitting it into lines would cost the bench's own process.
  lines.close();
  stdout.resume();
  return port;
}

async function isReady(origin: string): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`).catch(() => undefined);
  await answer?.text();
  return answer?.status === 200;
}
