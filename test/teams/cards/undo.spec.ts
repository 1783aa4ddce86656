import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { drawRequestCard } from '../../../src/teams/cards.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { undoViews } from '../../cards/views.ts';
import { buttonsOn, stringsIn } from '../../cards/walk.ts';

const draw = (view: RequestView) => drawRequestCard(view, { locale: 'en-US', timeZone: 'UTC' });
const textOf = (view: RequestView) => stringsIn(draw(view)).join('\n');
const verbsOn = (view: RequestView) => buttonsOn(draw(view)).flatMap(({ verb }) => (verb ? [String(verb)] : []));

describe('the card of a request that can be undone', () => {
  it('offers Undo, and says how many emails, and that somebody approves it first', () => {
    assert.ok(verbsOn(undoViews.offered).includes('undo'));
    assert.match(
      textOf(undoViews.offered),
      /Undo opens a new request to put 4 emails back\. They go back only once somebody approves that\./,
    );
    const one = { ...undoViews.offered, undo: { kind: 'offered', emailCount: 1 } } as const;
    assert.match(textOf(one), /put 1 email back\. It goes back only once/);
  });

  it('names the undo once it was asked for, and offers no other', () => {
    for (const view of [undoViews.asked, undoViews['just asked']]) {
      assert.ok(!verbsOn(view).includes('undo'));
      assert.equal(textOf(view).match(/Undo asked for with CS-C2VR6A/g)?.length, 1);
      const open = buttonsOn(draw(view)).find(({ verb }) => verb === 'open');
      assert.deepEqual(open?.['data'], { requestId: 'CS-C2VR6A', revision: 1 });
    }
  });

  it('says that it was put back, and by which request', () => {
    assert.match(textOf(undoViews.done), /What this request moved was put back with CS-C2VR6A\./);
    assert.ok(!verbsOn(undoViews.done).includes('undo'));
  });

  it('says nothing of an undo where somebody decided against it before the answer was drawn', () => {
    const view = { ...undoViews.offered, notice: 'undoAsked' } as const;
    assert.doesNotMatch(textOf(view), /Undo asked for/);
  });
});

describe('the card of an undo', () => {
  it('says what it takes back, how many emails, and whose', () => {
    const text = textOf(undoViews.waiting);
    assert.match(text, /Takes back CS-7F3K2Q: put 4 emails back into the inbox\./);
    assert.match(text, /All of them go to the inbox, wherever they were before\./);
    assert.doesNotMatch(text, /14 days/);
    assert.match(textOf(undoViews.late), /more than 14 days before .* some mailboxes may not have them any more/);
  });

  it('offers nothing but yes and no', () => {
    const card = draw(undoViews.waiting);
    assert.deepEqual(schemaProblems(card), []);
    assert.doesNotMatch(JSON.stringify(card), /Input\.ChoiceSet|Input\.Toggle|Change what will be done/);
    assert.deepEqual(verbsOn(undoViews.waiting), ['approve', 'reject']);
  });

  it('tells the proof: all of them are back', () => {
    const text = textOf(undoViews.proven);
    assert.match(text, /4 of 4 emails are back in the inbox/);
    assert.match(text, /What was approved: to take back CS-7F3K2Q and put 4 emails back into the inbox\./);
    assert.match(textOf(undoViews.rejected), /What was asked for: to take back CS-7F3K2Q/);
  });

  it('is a good card in every state', () => {
    for (const view of Object.values(undoViews)) assert.deepEqual(schemaProblems(draw(view)), []);
  });
});
