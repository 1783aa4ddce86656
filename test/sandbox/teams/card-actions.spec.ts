import assert from 'node:assert/strict';
import { findAction } from './card-actions.ts';

const execute = (verb: string, more: object = {}) => ({ type: 'Action.Execute', verb, title: verb, ...more });
const card = {
  type: 'AdaptiveCard',
  body: [
    {
      type: 'Container',
      items: [
        { type: 'Input.Text', id: 'reason' },
        { type: 'Input.Toggle', id: 'copy', value: 'true' },
      ],
    },
    { type: 'ActionSet', actions: [execute('revoke', { associatedInputs: 'none', data: { requestId: 'CS-1' } })] },
    { type: 'Container', selectAction: execute('open') },
  ],
  actions: [
    execute('approve', {
      data: { requestId: 'CS-1', reason: 'from data' },
      fallback: { type: 'Action.Submit', data: { verb: 'approve', requestId: 'CS-1' } },
    }),
    {
      type: 'Action.ShowCard',
      card: { body: [{ type: 'Input.ChoiceSet', id: 'severity', value: 'low' }], actions: [execute('reject')] },
    },
  ],
};

describe('a click in the sandbox', () => {
  it('sends the data of the action, with the inputs over it', () => {
    assert.deepEqual(findAction(card, 'approve', 'execute', { reason: 'typed' })?.data, {
      requestId: 'CS-1',
      reason: 'typed',
      copy: 'true',
    });
  });

  it('finds actions in sets, on containers, in fallbacks and in cards behind buttons', () => {
    assert.deepEqual(findAction(card, 'revoke', 'execute', {})?.data, { requestId: 'CS-1' });
    assert.ok(findAction(card, 'open', 'execute', {}));
    assert.equal(findAction(card, 'approve', 'submit', {})?.data['verb'], 'approve');
    assert.deepEqual(findAction(card, 'reject', 'execute', {})?.data, { reason: '', copy: 'true', severity: 'low' });
  });

  it('does not reach inputs of a card behind a button, or any that is not there', () => {
    assert.equal('severity' in (findAction(card, 'approve', 'execute', {})?.data ?? {}), false);
    assert.throws(() => findAction(card, 'approve', 'execute', { severity: 'high' }), /no input severity/);
  });

  it('is not possible where no action has the verb', () => {
    assert.equal(findAction(card, 'undo', 'execute', {}), undefined);
    assert.equal(findAction(card, 'revoke', 'submit', {}), undefined);
  });
});
