import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFiles } from '../../src/config/disk-files.ts';

describe('the disk, as settings look at it', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'countersign-'));
    mkdirSync(join(folder, 'there'));
    writeFileSync(join(folder, 'file'), 'text');
    symlinkSync(join(folder, 'there'), join(folder, 'link'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'broken-link'));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const [path, found] of [
    ['there', 'folder'],
    ['link', 'folder'],
    ['file', 'file'],
    ['broken-link', 'file'],
    ['absent', undefined],
    ['file/below', undefined],
    ['absent/below', undefined],
  ] as const) {
    it(`holds ${found ?? 'nothing'} at ${path}, and nothing more after the look`, () => {
      const before = readdirSync(folder, { recursive: true });

      assert.equal(diskFiles.look(join(folder, path)), found);
      assert.deepEqual(readdirSync(folder, { recursive: true }), before);
    });
  }

  it('holds folders of the kernel, in which not even root can make anything', function () {
    if (process.platform !== 'linux') this.skip();

    assert.equal(diskFiles.look('/proc'), 'lockedFolder');
    assert.equal(diskFiles.look('/proc/absent'), undefined);
  });

  it('gives the text of files, and nothing for what cannot be read', () => {
    assert.equal(diskFiles.read(join(folder, 'file')), 'text');
    assert.equal(diskFiles.read(join(folder, 'absent')), undefined);
    assert.equal(diskFiles.read(join(folder, 'there')), undefined);
  });
});
