import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type AuditEntry, link } from '../../src/approval/audit-chain.ts';
import type { AuditCheckpoint } from '../../src/approval/audit-checkpoint.ts';
import { checkpointSigner, publicKeyOf, readPublicKeys } from '../../src/audit/checkpoint-key.ts';
import type { FoundEntry } from '../../src/audit/finding.ts';
import { findingWords, reportWords } from '../../src/audit/finding-words.ts';
import { type ChainToVerify, verifyChain } from '../../src/audit/verify-chain.ts';
import { digest } from '../../src/digest.ts';
import { auditEntries } from '../support/audit-entries.ts';
import { checkpointOver, newSigningKey, testKey } from '../support/checkpoints.ts';

const entries = [...auditEntries(9)];
const keys = publicKeyOf(testKey.privatePem);
const otherKey = newSigningKey();

function entryAt(seq: number): AuditEntry {
  const entry = entries[seq - 1];
  assert.ok(entry);
  return entry;
}

async function* pagesOf(found: readonly FoundEntry[]): AsyncGenerator<readonly FoundEntry[]> {
  for (let from = 0; from < found.length; from += 4) yield found.slice(from, from + 4);
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}

/** What people are told. */
async function told(
  chain: readonly AuditEntry[],
  checkpoints: readonly AuditCheckpoint[] = [],
  changes: Partial<ChainToVerify> = { keys },
): Promise<string> {
  const verdict = await verifyChain({
    pages: pagesOf(chain.map((value, index) => ({ value, line: index + 1 }))),
    checkpoints: [each(checkpoints)],
    digest,
    mayBeSection: true,
    ...changes,
  });
  if (verdict.kind === 'broken') return findingWords(verdict.finding);
  if (verdict.kind === 'nothingYet') return verdict.kind;
  return reportWords(verdict.report, { isSigned: changes.keys !== undefined });
}

describe('a chain that is verified', () => {
  it('holds, and what could not be proven is said', async () => {
    const said = await told(entries);

    assert.match(
      said,
      /^The chain holds: entries 1 to 9, 9 in all\. The last is of 2026-.*Z, its hash is [0-9a-f]{64}\.$/m,
    );
    assert.match(said, /^There is no checkpoint: it cannot be told whether the end was cut off\.$/m);
  });

  it('holds as far as somebody has signed it', async () => {
    const said = await told(entries, [checkpointOver(entryAt(4)), checkpointOver(entryAt(6))]);

    assert.match(
      said,
      /^2 checkpoints fit; the newest, of 2026-11-22T00:00:07\.000Z, goes up to entry 6, signed by a key/m,
    );
    assert.match(said, /Nobody has signed what comes behind it/);
    assert.doesNotMatch(await told(entries, [checkpointOver(entryAt(9))]), /Nobody has signed/);
  });

  it('holds as a section, whose first entry is taken at its word', async () => {
    const said = await told(entries.slice(3, 8), [checkpointOver(entryAt(8), { entries: 5 })]);

    assert.match(said, /entries 4 to 8, 5 in all/);
    assert.match(said, /^It begins with entry 4: what that one names as the hash before it was taken as given\.$/m);
    assert.match(said, /^One checkpoint fits/m);
  });

  it('is no section where it is the database', async () => {
    const said = await told(entries.slice(3), [], { mayBeSection: false });

    assert.match(said, /^Entry 1 is missing: in its place \(line 1\) stands entry 4\.$/);
  });

  it('says that signatures were not looked at where there is no key', async () => {
    assert.match(await told(entries, [checkpointOver(entryAt(9))], {}), /its signature was not checked/);
  });

  it('has nothing to prove while it is empty: a file then proves nothing, a database has only begun', async () => {
    assert.match(await told([]), /^There is no entry in the file: nothing is proven\.$/);
    assert.equal(await told([], [], { mayBeSection: false }), 'nothingYet');
  });

  /** Each with the sentence that names the first entry that does not fit, and how. */
  const table: [string, readonly AuditEntry[], readonly AuditCheckpoint[], RegExp][] = [
    ['a gap', entries.toSpliced(4, 2), [], /^Entry 5 is missing: in its place \(line 5\) stands entry 7\.$/],
    [
      'a repetition',
      entries.toSpliced(4, 0, entryAt(4)),
      [],
      /^Entry 5 is not where it belongs: .*\(line 5\) stands entry 4/,
    ],
    [
      'another number',
      entries.with(2, { ...entryAt(3), seq: '3' as unknown as number }),
      [],
      /^Entry 3 is not where it belongs: .*something without a number\.$/,
    ],
    [
      'other content',
      entries.with(2, { ...entryAt(3), kind: 'request.expired' }),
      [],
      /^Entry 3 \(line 3\) .*its content/,
    ],
    [
      'another one before',
      entries.with(2, { ...entryAt(3), previousHash: '' }),
      [],
      /^Entry 3 \(line 3\) .*its previousHash/,
    ],
    ['the end cut off', entries.slice(0, 7), [checkpointOver(entryAt(9))], /^Entry 8 is missing: .*goes up to entry 9/],
    [
      'everything cut off',
      [],
      [checkpointOver(entryAt(9), { entries: 6 })],
      /^Entry 4 is missing: .*goes up to entry 9/,
    ],
    [
      'the beginning cut off',
      entries.slice(2),
      [checkpointOver(entryAt(9))],
      /^Entry 1 is missing: .*here entry 3 is the first/,
    ],
    [
      'the beginning cut off, as a later checkpoint knows',
      entries.slice(2),
      [checkpointOver(entryAt(5), { entries: 2 }), checkpointOver(entryAt(9))],
      /^Entry 1 is missing: .*here entry 3 is the first/,
    ],
    ['an end written anew', rewritten(), [checkpointOver(entryAt(9))], /^Entry 9 \(line 9\) .*names another hash/],
    [
      'a checkpoint that was changed',
      entries,
      [{ ...checkpointOver(entryAt(9)), at: '2026-11-23T00:00:07.000Z' }],
      /^At entry 9: the signature of the checkpoint of 2026-11-23T00:00:07\.000Z does not hold\.$/,
    ],
    [
      'a checkpoint of an entry that is not there, forged',
      entries,
      [{ ...checkpointOver(entryAt(9)), seq: 11 }],
      /^At entry 11: the signature .* does not hold/,
    ],
    [
      'a checkpoint by another key',
      entries,
      [checkpointOver(entryAt(9), { signer: checkpointSigner(otherKey.privatePem) })],
      /^At entry 9: .* is signed with the key [0-9a-f]{64}, which is not among those given/,
    ],
    [
      'a checkpoint over more than there can be',
      entries,
      [checkpointOver(entryAt(9), { entries: 10 })],
      /^At entry 9: .*no checkpoint can say/,
    ],
    [
      'a checkpoint that knows less than the one before it',
      entries,
      [checkpointOver(entryAt(9)), checkpointOver(entryAt(5))],
      /^At entry 5: .*goes less far than one that was written before it/,
    ],
  ];
  for (const [what, chain, checkpoints, sentence] of table) {
    it(`is broken by ${what}`, async () => assert.match(await told(chain, checkpoints), sentence));
  }

  it('is held against several sources of checkpoints', async () => {
    const kept = each([checkpointOver(entryAt(9))]);

    const said = await told(entries.slice(0, 8), [], { keys, checkpoints: [each([checkpointOver(entryAt(8))]), kept] });

    assert.match(said, /^Entry 9 is missing/);
  });
});

/** Somebody who owns the database writes the chain anew, hashes and all. */
function rewritten(): AuditEntry[] {
  const forged: AuditEntry[] = entries.slice(0, 4);
  for (const { at, tenantId, kind, requestId, revision, actor, data } of entries.slice(4)) {
    const draft = { at: Date.parse(at), tenantId, kind, requestId, revision, actor, data: { ...data, forged: true } };
    forged.push(link(draft, forged.at(-1), digest));
  }
  return forged;
}

describe('keys of checkpoints', () => {
  it('are read from PEM, several in one file, and known by the SHA-256 of the public key', () => {
    const found = readPublicKeys(`a remark\n${testKey.publicPem}\n${otherKey.publicPem}`);

    assert.deepEqual(
      [...(found?.keys() ?? [])],
      [checkpointSigner(testKey.privatePem).keyId, checkpointSigner(otherKey.privatePem).keyId],
    );
  });

  for (const [what, pem] of [
    ['nothing', ''],
    ['a private key', testKey.privatePem],
    ['rubbish', '-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n'],
  ] as const) {
    it(`are not found in ${what}`, () => assert.equal(readPublicKeys(pem), undefined));
  }
});
