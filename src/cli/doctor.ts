/**
 * `npm run doctor`: looks at everything that the service needs, beside it or without it, and says what is wrong and how
 * it is put right (docs/doctor.md). Changes nothing. Exit code 0: no fault; 1: at least one; 64: asked wrongly; 78: the
 * settings are wrong.
 */
import { statfs } from 'node:fs/promises';
import { runDoctor } from './doctor/run-doctor.ts';

const machine = {
  clock: { now: () => Date.now() },
  nodeVersion: process.versions.node,
  async freeBytes(path: string) {
    const { bavail, bsize } = await statfs(path);
    return bavail * bsize;
  },
};
// A reader that has gone away has had enough.
process.stdout.on('error', () => undefined);

const exitCode = await runDoctor(process.argv.slice(2), process.env, {
  machine,
  say: (text) => void process.stdout.write(text),
  remark: (text) => void process.stderr.write(text),
});
// What kept a check waiting may still hold a connection; the text has to be out before the end.
process.stderr.write('', () => process.stdout.write('', () => process.exit(exitCode)));
