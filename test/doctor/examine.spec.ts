import assert from 'node:assert/strict';
import type { Check } from '../../src/doctor/check.ts';
import { type CheckId, checkIds } from '../../src/doctor/check-ids.ts';
import { examine } from '../../src/doctor/examine.ts';
import { fault, ok, skipped } from '../../src/doctor/finding.ts';
import type { Patient } from '../../src/doctor/patient.ts';
import { describeCounts, describeExamined } from '../../src/doctor/render.ts';

const patient: Patient = {
  env: {},
  cloud: 'global',
  settings: { words: { language: 'en', timeZone: 'UTC' } },
  problems: [],
  hints: [],
  withoutEffect: [],
  machine: { clock: { now: () => 0 }, nodeVersion: '24.0.0', freeBytes: async () => 0 },
};

const fine: Check = { after: [], needs: [], look: async () => [ok('Fine.')] };
const broken = fault({ what: 'Broken.', why: 'It hurts.', fix: 'Mend it.' });

/** All checks fine but for these. */
async function examined(changes: Partial<Record<CheckId, Partial<Check>>>) {
  const checks = Object.fromEntries(checkIds.map((id) => [id, { ...fine, ...changes[id] }])) as Record<CheckId, Check>;
  const all = await Promise.all(examine(checks, patient, { checkMs: 20 }));
  const told = (id: CheckId) =>
    all.find((one) => one.id === id)?.findings.map(({ status, what }) => `${status}: ${what}`);
  return { all, told };
}

describe('an examination', () => {
  it('tells every check once, in the order of its page', async () => {
    const { all } = await examined({});

    assert.deepEqual(
      all.map(({ id }) => id),
      checkIds,
    );
  });

  it('is over in time although a check never comes to an end, and hides no other', async () => {
    const { told, all } = await examined({ database: { look: () => new Promise(() => undefined) } });

    assert.deepEqual(told('database'), ['fault: There was no answer within 0.02 s.']);
    assert.equal(all.filter(({ findings }) => findings.some(({ status }) => status !== 'ok')).length, 1);
  });

  it('tells of a check that throws by our own code, never by its words', async () => {
    const look = async () => {
      throw new Error('MARKER');
    };

    const { told } = await examined({ entra: { look } });

    assert.deepEqual(told('entra'), ['fault: This check could not be carried out (internal).']);
  });

  it('skips what hangs on a fault, with the first cause, down the whole chain', async () => {
    const { told } = await examined({
      entra: { look: async () => [ok('Fine.'), broken] },
      'bot-token': { after: ['entra'] },
      'teams-channel': { after: ['database', 'bot-token'] },
    });

    assert.deepEqual(told('bot-token'), ['skipped: Skipped because entra found a fault.']);
    assert.deepEqual(told('teams-channel'), ['skipped: Skipped because entra found a fault.']);
  });

  it('goes on after a check that had nothing to look at', async () => {
    const { told } = await examined({
      'data-directory': { look: async () => [skipped('the data is elsewhere')] },
      database: { after: ['data-directory'] },
    });

    assert.deepEqual(told('database'), ['ok: Fine.']);
  });

  it('skips what needs settings that are wrong, and looks at what has its own', async () => {
    const { told } = await examined({ defender: { needs: ['graph'] }, mode: { needs: ['words'] } });

    assert.deepEqual(told('defender'), [
      'skipped: Skipped because settings that it needs are wrong (see settings, policy).',
    ]);
    assert.deepEqual(told('mode'), ['ok: Fine.']);
  });
});

describe('what the doctor prints', () => {
  it('has a sign and a word for each finding, with why and fix below what is wrong', () => {
    const text = describeExamined({ id: 'node', findings: [ok('Fine.'), broken, skipped('it is late')], ms: 3 });

    assert.deepEqual(
      text.split('\n').map((line) => line.replace(/ +/g, ' ').trim()),
      [
        '✓ ok node Fine.',
        '✗ fault node Broken.',
        'why: It hurts.',
        'fix: Mend it.',
        '- skipped node Skipped because it is late.',
        '',
      ],
    );
    assert.ok(!text.includes('\u001b'));
  });

  it('ends with a count', () => {
    const counts = describeCounts([{ id: 'node', findings: [ok('Fine.'), broken], ms: 3 }]);

    assert.equal(counts, 'Not healthy: 1 fault, 0 warnings, 1 in order, 0 skipped.\n');
  });
});
