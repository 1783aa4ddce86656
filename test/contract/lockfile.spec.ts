import assert from 'node:assert/strict';
import { missingOptionals, readLockfile } from '../support/complete-lockfile.ts';

describe('package-lock.json', () => {
  it('names the packages of every platform, or `npm ci` refuses it; mend with `npm run lock`', () => {
    assert.deepEqual(missingOptionals(readLockfile()), []);
  });

  it('records no download address', () => {
    assert.equal(JSON.stringify(readLockfile()).includes('"resolved":"http'), false);
  });
});
