import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type ChannelFilter, chooseChannel, type Routed, routedOf } from '../../src/approval/routing.ts';
import { pendingRequest, revisionOf } from '../store/samples.ts';
import { ana } from '../support/people.ts';

type Named = ChannelFilter & { readonly name: string };

const plain: Named = { name: 'plain' };
const olderPlain: Named = { name: 'older plain' };
const defender: Named = { name: 'defender', source: 'defender' };
const olderDefender: Named = { name: 'older defender', source: 'defender' };
const defenderHigh: Named = { name: 'defender, high', source: 'defender', minSeverity: 'high' };
const sublime: Named = { name: 'sublime', source: 'sublime' };
const high: Named = { name: 'high', minSeverity: 'high' };
const medium: Named = { name: 'medium', minSeverity: 'medium' };

const low = (source?: string): Routed => ({ severity: 'low', ...(source === undefined ? {} : { source }) });
const mid = (source?: string): Routed => ({ ...low(source), severity: 'medium' });
const top = (source?: string): Routed => ({ ...low(source), severity: 'high' });

/** Channels stand with the newest binding in front. */
const table: readonly [what: string, channels: readonly Named[], routed: Routed, goesTo: string | undefined][] = [
  ['nothing bound', [], top('defender'), undefined],
  ['a plain channel', [plain], low('defender'), 'plain'],
  ['two plain ones: the newest', [plain, olderPlain], low('defender'), 'plain'],
  ['two of the source: the newest', [defender, olderDefender, plain], low('defender'), 'defender'],
  ['its source before a plain one', [plain, defender], low('defender'), 'defender'],
  ['its severity before a plain one', [plain, high], top('defender'), 'high'],
  ['its source before its severity', [high, defender], top('defender'), 'defender'],
  ['source and severity before all else', [plain, high, defender, defenderHigh], top('defender'), 'defender, high'],
  ['source and severity, too low for it', [plain, high, defender, defenderHigh], mid('defender'), 'defender'],
  ['the only severity that fits', [high, medium], mid('defender'), 'medium'],
  ['the higher severity before the lower', [medium, high], top('defender'), 'high'],
  ['another source', [sublime, plain], top('defender'), 'plain'],
  ['another source alone', [sublime], top('defender'), undefined],
  ['a severity too high for it alone', [high], mid('defender'), undefined],
  ['medium takes medium', [medium], mid('defender'), 'medium'],
  ['medium takes no low', [medium], low('defender'), undefined],
  ['typed in chat: the plain one, although another fits more closely', [medium, plain], mid(), 'plain'],
  ['typed in chat: the newest without a source that takes medium', [defender, high, medium], mid(), 'medium'],
  ['typed in chat: never one of a source', [defender, sublime], mid(), undefined],
  ['typed in chat: not one that wants high', [high], mid(), undefined],
];

describe('the channel of a request', () => {
  for (const [what, channels, routed, goesTo] of table) {
    it(`is ${goesTo ?? 'none'}, given ${what}`, () => {
      assert.equal(chooseChannel(channels, routed)?.name, goesTo);
    });
  }

  it('is found by the source and the highest severity the request ever had', () => {
    const revision = revisionOf({ severity: 'low', peakSeverity: 'high' });
    const alerted = pendingRequest('CS-000001', { origin: { kind: 'alert', source: 'sublime' }, revision });
    const typed = pendingRequest('CS-000002', { origin: { kind: 'command', by: ana }, revision });

    assert.deepEqual(routedOf(alerted), { source: 'sublime', severity: 'high' });
    assert.deepEqual(routedOf(typed), { severity: 'high' });
  });

  it('takes what is routed to it, and a plain one leaves nothing without a channel', () => {
    const sources = fc.constantFrom('defender', 'sublime', undefined);
    const channel = fc.record({ source: sources, minSeverity: fc.constantFrom('medium', 'high', undefined) });
    const severity = fc.constantFrom('low', 'medium', 'high');
    const ranks = { low: 0, medium: 1, high: 2 };
    fc.assert(
      fc.property(fc.array(channel), sources, severity, (bound, source, asked) => {
        const channels = bound.map(({ source: from, minSeverity }) => ({
          ...(from === undefined ? {} : { source: from }),
          ...(minSeverity === undefined ? {} : { minSeverity }),
        })) as ChannelFilter[];
        const routed = { severity: asked, ...(source === undefined ? {} : { source }) };
        const chosen = chooseChannel(channels, routed);
        if (chosen) {
          assert.ok(chosen.source === undefined || chosen.source === source);
          assert.ok(ranks[asked] >= ranks[chosen.minSeverity ?? 'low']);
        }
        assert.ok(chooseChannel([...channels, {}], routed));
      }),
    );
  });
});
