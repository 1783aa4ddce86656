/**
 * `npm run policy -- check|explain`: what is wrong with a policy file, and what it would ask for. Reads the file alone:
 * no settings but POLICY_FILE, no store, no Graph. Exit code 0; 78: the policy cannot be used; 64: asked wrongly.
 */
import { accessSync, constants, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { explainPolicy } from '../approval/explain-policy.ts';
import type { Policy } from '../approval/policy.ts';
import { describeHints, describePeople, exitConfigInvalid } from '../config/describe-settings.ts';
import { diskFiles } from '../config/disk-files.ts';
import { readPolicyDocument } from '../config/policy-document.ts';
import { withoutEffect } from '../config/without-effect.ts';
import { digest } from '../digest.ts';
import { readPolicyArguments } from './policy-arguments.ts';
import { describeExplanation } from './policy-sentences.ts';

const usage = `Usage: npm run policy -- check [--file <policy.json>]
       npm run policy -- explain --action <action> [--recipients <count>] [--severity low|medium|high]
         [--recipient <address>]... [--senders-copy] [--file <policy.json>]
         [--as <UPN or object id> [--member-of <group id>]... [--requester] [--guest]]
Without --file the policy is the one that POLICY_FILE names. Nothing is looked up in Entra.
`;
/** EX_USAGE of sysexits.h. */
const exitUsage = 64;

process.exitCode = run();

function run(): number {
  const order = readPolicyArguments(process.argv.slice(2));
  if (order.kind === 'help') return say(usage);
  if (order.kind === 'wrong') return refuse(exitUsage, `${order.why}\n${usage}`);
  const path = order.file ?? process.env['POLICY_FILE']?.trim();
  if (!path) return refuse(exitUsage, `No policy is named: set POLICY_FILE, or give --file.\n${usage}`);
  const text = diskFiles.read(path);
  if (text === undefined) return refuse(exitConfigInvalid, `${whyUnreadable(resolve(path))}\n`);
  const read = readPolicyDocument(text);
  if (read.kind === 'invalid') {
    const lines = read.problems.map((problem) => `  ${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`);
    return refuse(exitConfigInvalid, ['The policy cannot be used:', ...lines, ''].join('\n'));
  }
  process.stderr.write(describeHints([], withoutEffect(read.policy)));
  if (order.kind === 'check') return say(describePolicy(read.policy, digest(read.document)));
  return say(describeExplanation(read.policy, order.question, explainPolicy(read.policy, order.question)));
}

function describePolicy(policy: Policy, hash: string): string {
  return [
    'The policy can be used.',
    ...describePeople(policy).map((line) => `  ${line}`),
    `Its hash, as decisions record it, is ${hash}.`,
    '',
  ].join('\n');
}

/** `npm run` starts programs in the folder of the package: the whole path shows where that leads. */
function whyUnreadable(path: string): string {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isDirectory() ? `${path} is a folder, not a file.` : `${path} cannot be read.`;
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return `There is no file ${path}.`;
    if (code === 'EACCES') return `${path} may not be read by this user: check its rights, and its folder's.`;
    return `${path} cannot be read (${code ?? 'unknown reason'}).`;
  }
}

function say(text: string): number {
  process.stdout.write(text);
  return 0;
}

function refuse(exitCode: number, text: string): number {
  process.stderr.write(text);
  return exitCode;
}
