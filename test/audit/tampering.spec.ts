import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { AuditCheckpoint } from '../../src/approval/audit-checkpoint.ts';
import { publicKeyOf } from '../../src/audit/checkpoint-key.ts';
import type { Finding, Verdict } from '../../src/audit/finding.ts';
import { findingWords } from '../../src/audit/finding-words.ts';
import { parseEntries } from '../../src/audit/parse-entry.ts';
import { readLines } from '../../src/audit/read-lines.ts';
import { verifyChain } from '../../src/audit/verify-chain.ts';
import { digest } from '../../src/digest.ts';
import { auditEntries } from '../support/audit-entries.ts';
import { checkpointOver, testKey } from '../support/checkpoints.ts';
import { type Dice, diceOf, reformattings, tamperings } from './tampering.ts';

const seed = 20_261_122;
const trials = 10_000;
const entries = [...auditEntries(24)];
const original = entries.map((entry) => JSON.stringify(entry));
const keys = publicKeyOf(testKey.privatePem);

async function* piecesOf(text: string, dice: Dice): AsyncGenerator<Buffer> {
  const bytes = Buffer.from(text, 'utf8');
  for (let from = 0; from < bytes.length; ) {
    const size = 1 + dice.below(8_000);
    yield bytes.subarray(from, from + size);
    from += size;
  }
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

function verify(lines: readonly string[], dice: Dice, checkpoints: readonly AuditCheckpoint[]): Promise<Verdict> {
  const pages = parseEntries(readLines(piecesOf(lines.map((line) => `${line}\n`).join(''), dice)));
  return verifyChain({ pages, checkpoints: [each(checkpoints)], keys, digest, mayBeSection: true });
}

/** The line that first says something else than the original did; undefined where it is only shorter. */
function firstDifference(lines: readonly string[]): number | undefined {
  const index = lines.findIndex((line, at) => line !== original[at]);
  return index < 0 ? undefined : index + 1;
}

function lineOf(finding: Finding): number | undefined {
  return 'place' in finding ? finding.place.line : undefined;
}

/** With its own hash made anew, an entry fits; the next one names another before it. */
const foundBehind = ['edit, with its hash made anew', 'insert of a forged entry'];

/** The finding is at the first line that was tampered with. */
function isNamed(finding: Finding, tampering: string, lines: readonly string[], about: string): void {
  const line = firstDifference(lines);
  if (line === undefined) {
    const missing = [finding.kind, 'place' in finding && finding.place.seq];
    assert.deepEqual(missing, ['tailMissing', lines.length + 1], about);
    return;
  }
  const expected = foundBehind.includes(tampering) ? [line, line + 1] : [line];
  assert.ok(expected.includes(lineOf(finding) ?? 0), `${about}, line ${line}: ${findingWords(finding)}`);
}

describe('ten thousand random tamperings of an export', () => {
  const last = entries.at(-1);
  assert.ok(last);
  const checkpoint = checkpointOver(last);

  it(`are all found, each at the first entry that is not the one that was written (seed ${seed})`, async () => {
    const dice = diceOf(seed);
    const names = Object.keys(tamperings);
    const done = new Map<string, number>();
    for (let trial = 0; trial < trials; ) {
      const name = names[dice.below(names.length)] ?? '';
      const lines = tamperings[name]?.(original, dice) ?? [];
      if (lines.join('\n') === original.join('\n')) continue;
      trial += 1;
      done.set(name, (done.get(name) ?? 0) + 1);

      const verdict = await verify(lines, dice, [checkpoint]);

      const about = `trial ${trial}: ${name}`;
      assert.ok(verdict.kind === 'broken', about);
      const { finding } = verdict;
      isNamed(finding, name, lines, about);
      assert.match(findingWords(finding), /^(At e|E)ntry \d+/, about);
    }
    assert.deepEqual([...done.keys()].toSorted(), names.toSorted());
  }).timeout(60_000);

  it('are told from writing the same differently, which is none', async () => {
    const dice = diceOf(seed);
    for (let trial = 0; trial < 500; trial += 1) {
      for (const [name, reformat] of Object.entries(reformattings)) {
        const lines = reformat(original, dice);
        assert.notDeepEqual(lines, original, name);

        const verdict = await verify(lines, dice, [checkpoint]);

        assert.equal(verdict.kind, 'holds', `${name}: ${verdict.kind === 'broken' && findingWords(verdict.finding)}`);
      }
    }
  }).timeout(60_000);
});
