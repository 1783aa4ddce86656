import assert from 'node:assert/strict';
import { createStrangerBodies } from '../../src/http/stranger-bodies.ts';

describe('places for the bodies of strangers', () => {
  it('are limited for each address and for all together, and free again once they are left', () => {
    const strangers = createStrangerBodies({ inAll: 3, perAddress: 2 });

    const first = strangers.enter('a');
    strangers.enter('a');
    const third = strangers.enter('a');
    const other = strangers.enter('b');
    const fourth = strangers.enter('c');
    first?.();
    const again = strangers.enter('a');
    const oneTooMany = strangers.enter('c');

    assert.deepEqual([third, fourth, oneTooMany], [undefined, undefined, undefined]);
    for (const leave of [first, other, again]) assert.equal(typeof leave, 'function');
  });
});
