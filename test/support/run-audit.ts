import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const program = join(import.meta.dirname, '../../src/cli/audit.ts');

export interface AuditRun {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** `npm run audit`, with nothing in its environment but this. */
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
