import assert from 'node:assert/strict';
import { readRemovalForm } from '../../../src/teams/typed/read-removal-form.ts';

const networkMessageId = '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
const filledIn = {
  messageIds: networkMessageId,
  recipients: 'ana@contoso.com',
  action: 'softDelete',
  severity: 'medium',
};

describe('what is submitted in the dialog', () => {
  for (const severity of ['low', 'medium', 'high']) {
    it(`asks for a removal of ${severity} severity where that was chosen`, () => {
      assert.deepEqual(readRemovalForm({ ...filledIn, severity }), {
        kind: 'removal',
        removal: {
          emails: [{ networkMessageId, recipientEmailAddress: 'ana@contoso.com' }],
          action: 'softDelete',
          severity,
        },
      });
    });
  }

  for (const severity of [undefined, null, '']) {
    it(`says nothing of the severity where the choice comes as ${JSON.stringify(severity)}`, () => {
      const read = readRemovalForm({ ...filledIn, severity });
      assert.ok(read.kind === 'removal');
      assert.ok(!('severity' in read.removal));
    });
  }

  for (const severity of ['HIGH', 'critical', ' high', 'constructor', 2, true, ['high'], { value: 'high' }]) {
    it(`is a problem where the severity is ${JSON.stringify(severity)}, which the dialog does not offer`, () => {
      const read = readRemovalForm({ ...filledIn, severity });
      assert.ok(read.kind === 'problem');
      assert.deepEqual([read.problem.kind, read.form.severity], ['severity', 'medium']);
    });
  }

  it('keeps the chosen severity beside another problem', () => {
    const read = readRemovalForm({ ...filledIn, severity: 'high', recipients: '' });
    assert.ok(read.kind === 'problem');
    assert.deepEqual([read.problem.kind, read.form.severity], ['noRecipient', 'high']);
  });
});
