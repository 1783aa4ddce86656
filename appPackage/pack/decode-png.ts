import { inflateSync } from 'node:zlib';

export type Pixel = readonly [red: number, green: number, blue: number, alpha: number];
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: readonly Pixel[];
}

/** Bytes a pixel, by the color type of the header: 2 is RGB, 6 has alpha. */
const sizes: Readonly<Record<number, number>> = { 2: 3, 6: 4 };

/** PNG (ISO/IEC 15948) with 8 bits a channel, not interlaced, without a palette: undefined where it is another. */
export function decodePng(bytes: Uint8Array): Picture | undefined {
  const file = Buffer.from(bytes);
  if (file.length < 33 || file.toString('latin1', 1, 4) !== 'PNG') return undefined;
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)];
  const [depth, color = -1, , , interlaced] = file.subarray(24, 29);
  const size = sizes[color];
  if (depth !== 8 || interlaced !== 0 || size === undefined) return undefined;
  const lines = inflateSync(dataOf(file));
  const flat = unfiltered(lines, width * size, height, size);
  const pixels = Array.from({ length: width * height }, (_none, index): Pixel => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = flat.subarray(index * size, (index + 1) * size);
    return [red, green, blue, alpha];
  });
  return { width, height, pixels };
}

function dataOf(file: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 8 < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) !== 'IDAT') continue;
    parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  return Buffer.concat(parts);
}

/** Each line has a byte in front that says how its bytes were made smaller: by the left, the upper, or both. */
function unfiltered(lines: Buffer, line: number, height: number, size: number): Uint8Array {
  const bytes = new Uint8Array(line * height);
  const byteAt = (row: number, at: number) => (row < 0 || at < 0 ? 0 : (bytes[row * line + at] ?? 0));
  for (let row = 0; row < height; row += 1) {
    const filter = lines[row * (line + 1)] ?? 0;
    for (let at = 0; at < line; at += 1) {
      const [left, up] = [byteAt(row, at - size), byteAt(row - 1, at)];
      const corner = at < size ? 0 : byteAt(row - 1, at - size);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0;
      bytes[row * line + at] = (lines[row * (line + 1) + 1 + at] ?? 0) + guess;
    }
  }
  return bytes;
}

/** Paeth's predictor. */
function nearest(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const candidates = [left, up, corner].map((value) => ({ value, off: Math.abs(sum - value) }));
  return candidates.reduce((best, next) => (next.off < best.off ? next : best)).value;
}
