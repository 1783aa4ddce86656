import assert from 'node:assert/strict';
import { after as afterAll, before as beforeAll, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import type { CardClick } from '../../src/workflow/steps.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

const cause = new Error('MARKER mail@contoso.com', { cause: new TypeError('MARKER') });
const faults: readonly [what: string, fault: unknown][] = [
  ['a store that is away', new ServiceError('storeUnavailable', 'MARKER', { retryable: true, cause })],
  ['a directory that is away', new ServiceError('directoryUnavailable', 'MARKER', { retryable: true, cause })],
  ['a defect', new TypeError('MARKER\n    at MARKER (file:///MARKER.ts:1:1)', { cause })],
  ['text that was thrown', 'MARKER'],
];

describe('what people are told when a step fails', () => {
  let edge: Edge;
  beforeAll(async () => {
    edge = await startEdge({ clicksPerMinute: 1_000_000 });
  });
  afterAll(() => edge.close());

  for (const [what, fault] of faults) {
    it(`is a sentence without what was behind it: ${what}`, async () => {
      edge.steps.reset();
      edge.steps.answers = { click: () => Promise.reject(fault), listPending: () => Promise.reject(fault) };
      const { teams } = edge.tenant;
      const data: Pick<CardClick, 'requestId' | 'revision'> = { requestId: 'CS-7F3K2Q', revision: 1 };
      const before = teams.chat('ana').length;

      const [click] = await teams.click({ as: 'ana', postId: '1', verb: 'approve', data });
      await teams.say('pending', { as: 'ana', where: 'personal' });

      const said = await teams.until(() =>
        teams
          .chat('ana')
          .slice(before)
          .find(({ from }) => from === 'bot'),
      );
      assert.equal(click?.status, 200);
      for (const told of [JSON.stringify(click?.body), JSON.stringify(said)]) {
        assert.match(told, /[0-9a-f]{8}/);
        assert.doesNotMatch(told, /MARKER|Error|\.ts\b|mail@contoso/);
      }
    });
  }
});
