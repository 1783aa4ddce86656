import assert from 'node:assert/strict';
import { connectorCode, connectorFault } from '../../../src/teams/sdk/connector-faults.ts';

describe('what the connector answers', () => {
  const faults: readonly [answer: number | [number, string], code: string, retryable: boolean, appGone?: true][] = [
    [429, 'teamsThrottled', true],
    [408, 'teamsUnavailable', true],
    [412, 'teamsUnavailable', true],
    [425, 'teamsUnavailable', true],
    [500, 'teamsUnavailable', true],
    [502, 'teamsUnavailable', true],
    [503, 'teamsUnavailable', true],
    [504, 'teamsUnavailable', true],
    [401, 'tokenUnavailable', true],
    [404, 'teamsGone', false],
    [410, 'teamsGone', false],
    [[403, 'MessageWritesBlocked'], 'teamsGone', false, true],
    [[403, 'BotNotInConversationRoster'], 'teamsGone', false, true],
    [[403, 'ConversationBlockedByUser'], 'teamsGone', false, true],
    [403, 'teamsRefused', false],
    [[403, 'SomethingElse'], 'teamsRefused', false],
    [400, 'teamsRefused', false],
    [413, 'teamsRefused', false],
    [307, 'teamsRefused', false],
  ];
  for (const [answer, code, retryable, appGone = false] of faults) {
    const [status, said] = typeof answer === 'number' ? [answer, undefined] : answer;

    it(`is ${code}, ${retryable ? 'tried again by itself' : 'not tried again'}: ${status} ${said ?? ''}`, () => {
      const fault = connectorFault({ status, code: said }, undefined);

      assert.deepEqual([fault.code, fault.retryable, fault.appGone], [code, retryable, appGone]);
      assert.deepEqual(fault.cause, { status, code: said });
    });
  }

  for (const [status, noEffect] of [
    [412, true],
    [425, true],
    [429, true],
    [401, true],
    [403, true],
    [404, true],
    [408, false],
    [500, false],
    [502, false],
    [503, false],
    [504, false],
    [307, false],
  ] as const) {
    it(`${noEffect ? 'is certain to have done nothing' : 'leaves open what was done'}: ${status}`, () => {
      assert.equal(connectorFault({ status, code: undefined }, undefined).noEffect, noEffect);
    });
  }

  for (const status of [429, 412, 500, 502, 503, 504]) {
    it(`says how long to wait where Teams says so: ${status}`, () => {
      assert.equal(connectorFault({ status, code: undefined }, 17_000).retryAfterMs, 17_000);
      assert.equal(connectorFault({ status, code: undefined }, undefined).retryAfterMs, undefined);
    });
  }

  it('names its reason only where that is a code, never what else a body holds', () => {
    assert.equal(connectorCode('{"error":{"code":"BotDisabledByAdmin","message":"secret"}}'), 'BotDisabledByAdmin');
    for (const body of ['', 'null', '[]', '{"error":null}', '{"error":{"code":7}}', '{"error":{"code":"two words"}}']) {
      assert.equal(connectorCode(body), undefined);
    }
  });
});
