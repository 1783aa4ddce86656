import assert from 'node:assert/strict';
import { createRecentSearches } from '../../src/workflow/recent-searches.ts';

describe('A search that is under way', () => {
  const searches = () => createRecentSearches({ now: () => 0 });

  it('is shared by whoever asks for the same, also where it fails', async () => {
    const { once } = searches();
    const search = Promise.withResolvers<{ kind: string }>();
    const made: string[] = [];
    const make = (name: string) => () => {
      made.push(name);
      return search.promise;
    };

    const both = [once('CS-1', make('first')), once('CS-1', make('second')), once('CS-2', make('other'))];
    search.resolve({ kind: 'notSearched' });

    assert.deepEqual(
      (await Promise.all(both)).map(({ isFirst, answer }) => [isFirst, answer?.kind]),
      [
        [true, 'notSearched'],
        [false, 'notSearched'],
        [true, 'notSearched'],
      ],
    );
    assert.deepEqual(made, ['first', 'other']);
  });

  it('stands in nobody’s way once it ended with a fault', async () => {
    const { once } = searches();
    const broken = () => Promise.reject(new Error('store'));

    await assert.rejects(once('CS-1', broken), /store/);

    assert.deepEqual(await once('CS-1', async () => ({ kind: 'done' })), { isFirst: true, answer: { kind: 'done' } });
    assert.deepEqual(await once('CS-1', broken), { isFirst: false });
  });
});
