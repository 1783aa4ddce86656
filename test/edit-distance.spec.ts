import assert from 'node:assert/strict';
import { editDistance } from '../src/edit-distance.ts';

describe('the distance between two words', () => {
  const table: readonly [string, string, number][] = [
    ['help', 'help', 0],
    ['hlep', 'help', 1],
    ['hep', 'help', 1],
    ['helpp', 'help', 1],
    ['kelp', 'help', 1],
    ['pednign', 'pending', 2],
    ['', 'ab', 2],
    ['help', 'pending', 6],
    ['PROT', 'PORT', 1],
  ];
  for (const [left, right, distance] of table) {
    it(`from “${left}” to “${right}” is ${distance}`, () => {
      assert.equal(editDistance(left, right), distance);
      assert.equal(editDistance(right, left), distance);
    });
  }
});
