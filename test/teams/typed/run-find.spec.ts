import assert from 'node:assert/strict';
import type { InboundActivity } from '../../../src/teams/door/activity-shape.ts';
import { runFind } from '../../../src/teams/typed/run-find.ts';
import type { SearchAnswer, Steps } from '../../../src/workflow/steps.ts';
import { searchWith } from '../../cards/found-mail-views.ts';
import { style } from '../../cards/gallery.ts';
import { textOn } from '../../cards/walk.ts';
import { ana } from '../../support/people.ts';

const criteria = { subject: 'invoice', lastMinutes: 60 };

describe('find, as it is answered', () => {
  async function answered(
    answer: SearchAnswer,
    conversationType: InboundActivity['conversationType'] = 'personal',
  ): Promise<{ message: Awaited<ReturnType<typeof runFind>>; isPrivate: boolean }> {
    let isPrivate: boolean | undefined;
    const steps: Pick<Steps, 'searchMail'> = {
      searchMail: async (_criteria, _by, where) => {
        isPrivate = where.isPrivate;
        return answer;
      },
    };
    const refused = (reason: string, wish: string) => ({ text: `${reason} ${wish}` });
    const message = await runFind(criteria, { person: ana }, { conversationType }, steps as Steps, style, refused);
    return { message, isPrivate: isPrivate === true };
  }

  it('is private in a chat with the app alone, and nowhere else', async () => {
    const done = { kind: 'done', search: searchWith() } as const;

    const places = ['personal', 'groupChat', 'channel'] as const;
    const seen = await Promise.all(places.map(async (place) => (await answered(done, place)).isPrivate));

    assert.deepEqual(seen, [true, false, false]);
  });

  it('is a card, whose notification has no word of the mail', async () => {
    const { message } = await answered({ kind: 'done', search: searchWith() });

    assert.equal(message.text, '3 messages were found.');
    assert.match(textOn(message.card), /Overdue invoice/);
  });

  it('is a sentence for one person where it is refused', async () => {
    const { message } = await answered({ kind: 'refused', reason: 'askInPrivate' });

    assert.deepEqual(message, { text: 'askInPrivate see' });
  });

  for (const problem of [
    'permission',
    'licence',
    'credential',
    'throttled',
    'refused',
    'tooLong',
    'unavailable',
  ] as const) {
    it(`says why nothing was searched, and what to do: ${problem}`, async () => {
      const { message } = await answered({ kind: 'notSearched', problem });

      assert.match(message.text ?? '', /^[A-Z].{40,260}\.$/);
      assert.equal(message.card, undefined);
    });
  }

  it('says in seconds when to come back', async () => {
    const { message } = await answered({ kind: 'notSearched', problem: 'throttled', retryAfterMs: 1 });

    assert.match(message.text ?? '', /Try again in 1 second\.$/);
  });
});
