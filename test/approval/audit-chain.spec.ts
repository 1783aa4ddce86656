import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  type AuditActor,
  type AuditDraft,
  type AuditEntry,
  auditKinds,
  link,
  misfit,
} from '../../src/approval/audit-chain.ts';
import { digest } from '../../src/digest.ts';
import { testTenantId } from '../support/people.ts';

const anyText = fc.string({ unit: 'binary' });
const anyActor: fc.Arbitrary<AuditActor> = fc.record({
  kind: fc.constantFrom('user', 'source', 'service'),
  upn: fc.option(anyText),
  objectId: fc.option(fc.uuid()),
  name: fc.option(anyText),
});
const anyDraft: fc.Arbitrary<AuditDraft> = fc.record({
  at: fc.integer({ min: 0, max: 4_000_000_000_000 }),
  tenantId: fc.constant(testTenantId),
  kind: fc.constantFrom(...auditKinds),
  requestId: fc.option(fc.constantFrom('CS-7F3K2Q', 'CS-000000')),
  revision: fc.option(fc.nat()),
  actor: anyActor,
  data: fc.dictionary(fc.string(), fc.jsonValue({ stringUnit: 'binary' })),
});

function chainOf(drafts: readonly AuditDraft[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const draft of drafts) entries.push(link(draft, entries.at(-1), digest));
  return entries;
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

/** The value with one place in it taken by another value, or (`by` undefined) left out. */
function changedAt(value: unknown, where: number, by: unknown): unknown {
  const entries = Object.entries((value ?? {}) as object);
  const [key, inner] = entries[where % entries.length] ?? [];
  if (key === undefined) return by;
  const deeper = Math.floor(where / entries.length);
  const goesOn = typeof inner === 'object' && inner !== null && Object.keys(inner).length > 0 && deeper % 4 > 0;
  const next = goesOn ? changedAt(inner, Math.floor(deeper / 4), by) : by;
  const changed = entries.map(([one, old]): [string, unknown] => [one, one === key ? next : old]);
  const left = changed.filter(([, one]) => one !== undefined);
  return Array.isArray(value) ? left.map(([, one]) => one) : Object.fromEntries(left);
}

/** As an export holds it. */
function reread(entry: AuditEntry): AuditEntry {
  return JSON.parse(JSON.stringify(entry));
}

/** Index of the first entry that does not fit. */
function firstMisfit(entries: readonly AuditEntry[]): number | undefined {
  const index = entries.findIndex((entry, at) => misfit(entry, entries[at - 1], digest) !== undefined);
  return index < 0 ? undefined : index;
}

const draft: AuditDraft = {
  at: Date.UTC(2026, 4, 27, 8, 30, 0, 7),
  tenantId: testTenantId,
  kind: 'decision.recorded',
  requestId: 'CS-7F3K2Q',
  revision: 2,
  actor: { kind: 'user', upn: 'ana@contoso.com', objectId: 'a', name: 'Ana' },
  data: { verdict: 'approve', reason: null },
};

describe('an audit entry', () => {
  it('begins the chain with number 1 and nothing before it', () => {
    const { hash, ...entry } = link(draft, undefined, digest);
    assert.deepEqual(entry, { ...draft, at: '2026-05-27T08:30:00.007Z', seq: 1, previousHash: null });
    assert.match(hash, /^[0-9a-f]{64}$/);
    assert.equal(hash, digest(entry));
  });

  it('follows the one before it', () => {
    const { seq, previousHash } = link(draft, { seq: 41, hash: 'abc' }, digest);
    assert.deepEqual([seq, previousHash], [42, 'abc']);
  });

  it('has exactly the fields that are promised', () => {
    const promised = 'seq at tenantId kind requestId revision actor data previousHash hash'.split(' ');
    assert.deepEqual(Object.keys(link(draft, undefined, digest)).sort(), promised.sort());
  });

  it('hashes to what anybody with the export computes (RFC 8785, SHA-256)', () => {
    const plain = {
      ...draft,
      tenantId: 't',
      actor: { kind: 'service', upn: null, objectId: null, name: 'x' },
    } as const;
    const canonical =
      '{"actor":{"kind":"service","name":"x","objectId":null,"upn":null},"at":"2026-05-27T08:30:00.007Z",' +
      '"data":{"reason":null,"verdict":"approve"},"kind":"decision.recorded","previousHash":null,' +
      '"requestId":"CS-7F3K2Q","revision":2,"seq":1,"tenantId":"t"}';
    assert.equal(link(plain, undefined, digest).hash, sha256(canonical));
  });
});

describe('the audit chain', () => {
  const anyDrafts = fc.array(anyDraft, { minLength: 1, maxLength: 6 });

  it('fits, also once written and read again', () => {
    fc.assert(
      fc.property(anyDrafts, (drafts) => {
        const entries = chainOf(drafts);
        assert.equal(firstMisfit(entries), undefined);
        assert.equal(firstMisfit(entries.map(reread)), undefined);
      }),
    );
  });

  it('does not care for the order of the keys', () => {
    const entry = link(draft, undefined, digest);
    const turned = Object.fromEntries(Object.entries(entry).reverse()) as unknown as AuditEntry;
    assert.equal(misfit(turned, undefined, digest), undefined);
  });

  it('shows any single change of any entry (a value replaced or left out), at that entry', () => {
    fc.assert(
      fc.property(
        anyDrafts,
        fc.nat(),
        fc.nat(),
        fc.option(fc.jsonValue({ stringUnit: 'binary' }), { nil: undefined }),
        (drafts, which, where, value) => {
          const entries = chainOf(drafts).map(reread);
          const index = which % entries.length;
          const changed = changedAt(entries[index], where, value);
          if (JSON.stringify(changed) === JSON.stringify(entries[index])) return;
          assert.equal(firstMisfit(entries.with(index, changed as AuditEntry)), index);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('shows a removed, an added and an exchanged entry', () => {
    fc.assert(
      fc.property(fc.array(anyDraft, { minLength: 2, maxLength: 6 }), anyDraft, fc.nat(), (drafts, more, which) => {
        const entries = chainOf(drafts);
        const index = which % (entries.length - 1);
        assert.equal(firstMisfit(entries.toSpliced(index, 1)), index);
        const forged = link(more, entries[index], digest);
        assert.equal(firstMisfit(entries.toSpliced(index + 1, 0, forged)), index + 2);
        const [one, other] = [entries[index], entries[index + 1]];
        assert.ok(one && other);
        assert.equal(firstMisfit(entries.with(index, other).with(index + 1, one)), index);
      }),
    );
  });

  it('shows an entry that was written anew with everything after it only against a hash kept elsewhere', () => {
    const forged = chainOf([{ ...draft, data: { verdict: 'reject' } }, draft]);
    assert.equal(firstMisfit(forged), undefined);
    assert.notEqual(forged.at(-1)?.hash, chainOf([draft, draft]).at(-1)?.hash);
  });
});

describe('what does not fit', () => {
  const [first, second] = chainOf([draft, draft]);
  assert.ok(first && second);
  const { hash: _hash, ...hashless } = second;
  const { previousHash: _previous, ...rootless } = first;
  const table: [string, unknown, AuditEntry | undefined, ReturnType<typeof misfit>][] = [
    ['a gap', second, undefined, 'sequence'],
    ['a repetition', first, first, 'sequence'],
    ['a number as text', { ...first, seq: '1' }, undefined, 'sequence'],
    ['another entry before it', second, { ...first, hash: 'f'.repeat(64) }, 'previousHash'],
    ['a first entry that names one before it', { ...first, previousHash: '' }, undefined, 'previousHash'],
    ['a first entry that names nothing', rootless, undefined, 'previousHash'],
    ['another time', { ...first, at: '2026-05-27T08:30:00.008Z' }, undefined, 'hash'],
    ['the same time, written differently', { ...first, at: '2026-05-27T08:30:00.007+00:00' }, undefined, 'hash'],
    ['another actor', { ...first, actor: { ...first.actor, upn: 'eve@contoso.com' } }, undefined, 'hash'],
    ['a value more', { ...first, data: { ...first.data, more: null } }, undefined, 'hash'],
    ['a field more', { ...first, more: 1 }, undefined, 'hash'],
    ['a hash in capitals', { ...first, hash: first.hash.toUpperCase() }, undefined, 'hash'],
    ['no hash', hashless, first, 'hash'],
    ['half a character, which has no canonical form', { ...first, tenantId: '\ud800' }, undefined, 'hash'],
    ['half a character and no hash', { ...hashless, tenantId: '\ud800' }, first, 'hash'],
  ];
  for (const [what, entry, previous, expected] of table) {
    it(`is named: ${what}`, () => assert.equal(misfit(entry as AuditEntry, previous, digest), expected));
  }
});
