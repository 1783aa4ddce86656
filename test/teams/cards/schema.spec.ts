import assert from 'node:assert/strict';
import { foundVerb } from '../../../src/teams/found-click.ts';
import { cardVerbs } from '../../../src/workflow/steps.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { searchId } from '../../cards/found-mail-views.ts';
import { gallery } from '../../cards/gallery.ts';
import { buttonsOn, nodes, stringsIn } from '../../cards/walk.ts';

describe('every card', () => {
  for (const [name, card] of gallery()) {
    it(`is an Adaptive Card 1.5 of full width: ${name}`, () => {
      assert.deepEqual(schemaProblems(card), []);
      assert.partialDeepStrictEqual(card['msteams'], { width: 'Full' });
    });

    it(`leaves no binding unfilled: ${name}`, () => {
      assert.deepEqual(
        stringsIn(card).filter((text) => text.includes('${')),
        [],
      );
    });

    it(`wraps its text, so that nothing is cut off on a phone: ${name}`, () => {
      const clipped = nodes(card).filter(({ type, wrap }) => type === 'TextBlock' && wrap !== true);
      assert.deepEqual(clipped, []);
    });

    it(`gives old clients the same click by Action.Submit: ${name}`, () => {
      for (const { type, verb, data, title, fallback } of buttonsOn(card)) {
        if (type !== 'Action.Execute') continue;
        assertNames(data as Record<string, unknown>, verb);
        const { type: kind, title: label, data: submitted } = fallback as Record<string, unknown>;
        assert.deepEqual([kind, label, submitted], ['Action.Submit', title, { ...(data as object), verb }]);
      }
    });

    it(`opens only https addresses: ${name}`, () => {
      for (const { url } of buttonsOn(card)) if (url !== undefined) assert.match(String(url), /^https:\/\//);
    });
  }

  it('uses exactly the verbs that a click may have', () => {
    const verbs = [...gallery().values()].flatMap(buttonsOn).flatMap(({ verb }) => (verb ? [String(verb)] : []));

    assert.deepEqual([...new Set(verbs)].sort(), [...cardVerbs, foundVerb].sort());
  });
});

/** What a button is about, and nothing that decides anything. */
function assertNames({ page, ...data }: Record<string, unknown>, verb: unknown): void {
  if (verb === foundVerb) {
    assert.deepEqual(data, { searchId, message: data['message'] });
    assert.equal(typeof data['message'], 'number');
    return;
  }
  const { requestId, revision } = data;
  assert.match(String(requestId), /^CS-/);
  assert.equal(typeof revision, 'number');
  assert.deepEqual(data, { requestId, revision });
  if (page !== undefined) assert.deepEqual([verb, typeof page], ['recipients', 'number']);
}

describe('the card schema of the tests', () => {
  const good = () => structuredClone(gallery().get('pending') ?? {});

  it('refuses an unknown property', () => {
    assert.notDeepEqual(schemaProblems({ ...good(), colour: 'red' }), []);
  });

  it('refuses an element that Adaptive Cards 1.5 does not have', () => {
    assert.notDeepEqual(schemaProblems({ ...good(), body: [{ type: 'Chart.Pie' }] }), []);
  });

  it('refuses a newer version', () => {
    assert.notDeepEqual(schemaProblems({ ...good(), version: '1.6' }), []);
  });
});
