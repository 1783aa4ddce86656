import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { diskFiles, longestFile, readWhileRunning } from '../../src/config/disk-files.ts';

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

  it('gives a byte more than there may be of files that are longer, and of devices without an end', async () => {
    const path = join(folder, 'long');
    writeFileSync(path, 'é'.repeat(longestFile));

    for (const endless of [path, ...(process.platform === 'linux' ? ['/dev/zero'] : [])]) {
      for (const text of [diskFiles.read(endless) ?? '', await readWhileRunning(endless)]) {
        const bytes = Buffer.byteLength(text);
        // Half a character at the end becomes U+FFFD, of three bytes.
        assert.ok(bytes > longestFile && bytes <= longestFile + 3, `${bytes}`);
      }
    }
  });

  it('gives the text of files in full up to that, also while the service runs', async () => {
    const path = join(folder, 'full');
    writeFileSync(path, 'é'.repeat(longestFile / 2));

    assert.equal(diskFiles.read(path), 'é'.repeat(longestFile / 2));
    assert.equal(await readWhileRunning(path), 'é'.repeat(longestFile / 2));
    await assert.rejects(readWhileRunning(join(folder, 'absent')), { code: 'ENOENT' });
    await assert.rejects(readWhileRunning(join(folder, 'there')), { code: 'EISDIR' });
  });
});
