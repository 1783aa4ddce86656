import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import { checkIcon } from '../../appPackage/pack/check-icons.ts';

const folder = join(import.meta.dirname, '../../appPackage');
const color = readFileSync(join(folder, 'color.png'));
const outline = readFileSync(join(folder, 'outline.png'));

/** A square of one color but for one pixel, as PNG with alpha. */
function square(side: number, fill: readonly number[], first: readonly number[]): Buffer {
  const lines = Array.from({ length: side }, (_none, row) => [
    0,
    ...Array.from({ length: side }, (_other, at) => (row === 0 && at === 0 ? first : fill)).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([8, 6], 8);
  const chunk = (name: string, data: Buffer): Buffer => {
    const named = Buffer.concat([Buffer.from(name, 'latin1'), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(named));
    return Buffer.concat([length, named, sum]);
  };
  const start = Buffer.from('89504e470d0a1a0a', 'hex');
  const data = deflateSync(Buffer.from(lines.flat()));
  return Buffer.concat([start, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const [nothing, white, grey] = [
  [255, 255, 255, 0],
  [255, 255, 255, 255],
  [200, 200, 200, 255],
] as const;

describe('the check of the icons', () => {
  it('finds nothing in ours', () => {
    assert.deepEqual([...checkIcon('color', 'color.png', color), ...checkIcon('outline', 'outline.png', outline)], []);
  });

  for (const [what, kind, bytes, flaw] of [
    ['is no PNG', 'color', Buffer.from('GIF89a'), /must be a PNG/],
    ['is cut short', 'color', color.subarray(0, 900), /must be a PNG/],
    ['is the other one', 'color', outline, /192 by 192 pixels, not 32 by 32/],
    ['is too large', 'outline', color, /32 by 32 pixels, not 192 by 192/],
    ['can be seen through', 'color', square(192, grey, nothing), /must not be transparent/],
    ['has another color in it', 'outline', square(32, nothing, grey), /must be white/],
    ['is all white', 'outline', square(32, white, white), /must be a figure on a transparent ground/],
    ['is empty', 'outline', square(32, nothing, nothing), /must be a figure on a transparent ground/],
  ] as const) {
    it(`finds that the ${kind} icon ${what}`, () => {
      const [{ where, what: said } = { where: '', what: '' }, ...more] = checkIcon(kind, `${kind}.png`, bytes);
      assert.equal(where, `appPackage/${kind}.png`);
      assert.match(said, flaw);
      assert.deepEqual(more, []);
    });
  }
});
