import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiVersion, loadContract } from './contract.ts';

interface Fixtures {
  readonly requests: Record<string, Record<string, unknown>>;
  readonly analyzedEmail: object;
}
const file = join(import.meta.dirname, '../../contract-data/fixtures.json');
const fixtures = JSON.parse(readFileSync(file, 'utf8')) as Fixtures;
const contract = loadContract();

describe("The sandbox's Graph holds bodies against the contract", () => {
  const bodies: [fixture: string, version: ApiVersion, holds: boolean][] = [
    ['valid.v1.0', 'v1.0', true],
    ['valid.v1.0', 'beta', true],
    ['valid.beta.byId', 'beta', true],
    ['invalid.v1.0.idOnly', 'v1.0', false],
    ['invalid.stringBoolean', 'v1.0', false],
    ['invalid.stringBoolean', 'beta', false],
    ['invalid.action', 'v1.0', false],
    ['invalid.action', 'beta', false],
    ['invalid.noEmails', 'v1.0', false],
    ['invalid.noEmails', 'beta', false],
    ['invalid.approverUpn', 'v1.0', false],
  ];
  for (const [fixture, version, holds] of bodies) {
    it(`${fixture} ${holds ? 'holds' : 'does not hold'} on ${version}`, () => {
      const problems = contract.problemsOf(version, fixtures.requests[fixture], true);

      assert.equal(problems.length === 0, holds, problems.join());
    });
  }

  it('approverUpn holds on beta only while beta knows it', () => {
    const body = fixtures.requests['invalid.approverUpn'];

    assert.deepEqual(contract.problemsOf('beta', body, true), []);
    assert.deepEqual(contract.problemsOf('beta', body, false), [
      "The parameter 'approverUpn' in the request payload is not a valid parameter for the operation 'remediate'.",
    ]);
  });

  for (const missing of [
    'displayName',
    'description',
    'severity',
    'action',
    'remediateSendersCopy',
    'analyzedEmails',
  ]) {
    it(`a body without ${missing} does not hold`, () => {
      const { [missing]: _, ...body } = fixtures.requests['valid.v1.0'] ?? {};

      assert.equal(contract.problemsOf('v1.0', body, true).length, 1);
      assert.equal(contract.problemsOf('beta', body, true).length, 1);
    });
  }

  for (const body of [null, undefined, 'text', 7, [], {}]) {
    it(`${JSON.stringify(body)} does not hold`, () => {
      assert.notDeepEqual(contract.problemsOf('beta', body, true), []);
    });
  }

  it('an email of the contract may be shown, an invented one may not', () => {
    contract.assertEmails('v1.0', [fixtures.analyzedEmail]);
    assert.throws(() => contract.assertEmails('v1.0', [{ ...fixtures.analyzedEmail, attachmentsCount: 1 }]));
  });
});
