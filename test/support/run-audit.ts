import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { runCommand } from '../../src/cli/audit/run-command.ts';
import { isStop } from '../../src/cli/audit/stop.ts';

const program = join(import.meta.dirname, '../../src/cli/audit.ts');

export interface AuditRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** All of `npm run audit` but its process, which takes longer to start than most commands take. */
export async function auditHere(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<AuditRun> {
  const pieces: Buffer[] = [];
  const entries = new Writable({
    write(piece: Buffer, _encoding, done) {
      pieces.push(piece);
      done();
    },
  });
  let remarks = '';
  const remark = (sentence: string): void => {
    remarks += sentence;
  };
  const outcome = await runCommand([...args], env, { entries, remark });
  const written = Buffer.concat(pieces).toString('utf8');
  if (isStop(outcome)) return { status: outcome.exitCode, stdout: written, stderr: remarks + outcome.sentence };
  return { status: 0, stdout: written + (outcome ?? ''), stderr: remarks };
}

/** `npm run audit` as a process, with nothing in its environment but this. */
export async function runAudit(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<AuditRun> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
  return { status, stdout, stderr };
}

/** What `| head -c 100` does: reads a little, and goes away. */
export async function runAuditAndLeave(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<AuditRun> {
  const child = spawn(process.execPath, [program, ...args], { env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const stderr = text(child.stderr);
  const [piece] = (await once(child.stdout, 'data')) as [Buffer];
  child.stdout.destroy();
  const [status] = await once(child, 'close');
  return { status, stdout: piece.toString('utf8'), stderr: await stderr };
}
