import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readArguments } from '../../src/cli/audit/read-arguments.ts';
import { readDoctorArguments } from '../../src/cli/doctor/read-arguments.ts';
import { readPolicyArguments } from '../../src/cli/policy-arguments.ts';
import type { Fence } from './pages.ts';

const root = join(import.meta.dirname, '../..');

export interface Ran {
  /** The whole command. */
  readonly command: RegExp;
  /** The spec that runs it, or the program that is its own test. */
  readonly by: string;
  /** What stands in that spec, and nowhere if it runs something else. */
  readonly as: string;
  /** Whether the program takes these arguments. */
  readonly takes?: (args: string[]) => boolean;
}

/** Ran by this folder's own spec, letter for letter. */
export const ranHere: Omit<Ran, 'command'> = { by: 'test/docs/commands.spec.ts', as: 'run as they stand' };

/** Every command of the documentation that is not marked as needing something, and what runs it. */
export const ranCommands: readonly Ran[] = [
  // CI clones, installs, and comes to this very line.
  { command: /^(git clone … countersign && cd countersign|npm ci)$/, by: '.ci/run', as: 'npm ci && npm test' },
  { command: /^npm run -s audit -- (verify|export --format jsonl > log\.jsonl|verify --file log\.jsonl)$/, ...ranHere },
  { command: /^npm run store -- backup --to countersign-backup\.db$/, ...ranHere },
  { command: /^node -p "'whsec_' \+ crypto\.randomBytes\(32\)\.toString\('base64'\)"$/, ...ranHere },
  {
    command: /^npm run -s audit -- (.+)$/,
    by: 'test/cli/audit.spec.ts',
    as: 'runAudit',
    takes: (args) => !['wrong', 'help'].includes(readArguments(args).command),
  },
  {
    command: /^npm exec -- node --env-file=my\.env src\/cli\/audit\.ts (.+)$/,
    by: 'test/cli/audit.spec.ts',
    as: 'runAudit',
    takes: (args) => !['wrong', 'help'].includes(readArguments(args).command),
  },
  {
    command: /^npm run policy -- (.+)$/,
    by: 'test/cli/policy.spec.ts',
    as: 'src/cli/policy.ts',
    takes: (args) => ['check', 'explain'].includes(readPolicyArguments(args).kind),
  },
  { command: /^npm run check-config$/, by: 'test/cli/check-config.spec.ts', as: 'src/cli/check-config.ts' },
  {
    command: /^npm run store -- copy --to "\$NEW_DATABASE_URL"$/,
    by: 'test/cli/store.spec.ts',
    as: "['copy', '--to', url]",
  },
  {
    command: /^(?:npm run(?: -s)? doctor|npm exec -- node --env-file=my\.env src\/cli\/doctor\.ts)(?: -- | |$)(.*)$/,
    by: 'test/doctor/doctor.spec.ts',
    as: 'startDoctorWorld',
    takes: (args) => readDoctorArguments(args).kind === 'examine',
  },
];

/** What a block needs that can be had nowhere where the tests run; its page says so in words that people see. */
const needs = /\bneeds (Azure|Docker|Kubernetes|Microsoft 365|systemd)\b/i;
const labelled: Readonly<Record<string, RegExp>> = {
  azure: /needs Azure/,
  docker: /\bDocker\b/,
  kubernetes: /\bKubernetes\b/,
};
const shells = new Set(['sh', 'bash', 'shell', 'console', 'powershell', 'pwsh', 'cmd', 'zsh']);

export function isShell({ language }: Fence): boolean {
  return shells.has(language.toLowerCase());
}

export function isMarked({ above, labels, section }: Fence): boolean {
  return needs.test(above) || labels.some((label) => labelled[label]?.test(section) === true);
}

/** The name by which a test takes the block; undefined where none does. */
export function nameOf({ labels }: Fence): string | undefined {
  return labels.find((label) => label !== 'here' && labelled[label] === undefined);
}

/** The commands of a block, one each, without remarks, prompts and line ends that go on. */
export function commandsOf({ lines }: Fence): string[] {
  const whole = lines
    .join('\n')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n');
  return whole
    .map((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/(^|\s+)#.*$/, '')
        .trim(),
    )
    .filter((line) => line !== '');
}

/** Why a command counts as run by nobody; undefined: a test runs it. */
export function whyNotRun(command: string, commands: readonly Ran[] = ranCommands): string | undefined {
  // A name for a value that is given: nothing is run.
  if (/^\w+=[^\s`(]+$/.test(command)) return undefined;
  const row = commands.find((one) => one.command.test(command));
  if (row === undefined) return `no test runs: ${command}`;
  if (!existsSync(join(root, row.by))) return `${row.by}, which is to run it, is not there: ${command}`;
  if (!readFileSync(join(root, row.by), 'utf8').includes(row.as)) return `${row.by} does not run it: ${command}`;
  const [, typed = ''] = row.command.exec(command) ?? [];
  return row.takes?.(typed.split(/\s+/).filter((word) => word !== '')) === false
    ? `the program does not take: ${command}`
    : undefined;
}
