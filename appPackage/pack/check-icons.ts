import { decodePng, type Picture } from './decode-png.ts';
import type { Problem } from './problem.ts';

interface Kind {
  readonly side: number;
  readonly flawOf: (picture: Picture) => string | undefined;
}

/** What Teams asks of the two icons; its own check on upload looks at the sizes alone. */
const kinds: Readonly<Record<'color' | 'outline', Kind>> = {
  color: {
    side: 192,
    flawOf: ({ pixels }) => (pixels.every(([, , , alpha]) => alpha === 255) ? undefined : 'must not be transparent'),
  },
  outline: {
    side: 32,
    flawOf: ({ pixels }) => {
      const seen = pixels.filter(([, , , alpha]) => alpha > 0);
      if (seen.length === 0 || seen.length === pixels.length) return 'must be a figure on a transparent ground';
      return seen.every(([...channels]) => Math.min(...channels.slice(0, 3)) === 255) ? undefined : 'must be white';
    },
  },
};

export function checkIcon(kind: 'color' | 'outline', file: string, bytes: Uint8Array): Problem[] {
  const where = `appPackage/${file}`;
  const picture = readPicture(bytes);
  if (picture === undefined)
    return [{ where, what: 'must be a PNG with 8 bits a channel, without palette or interlace' }];
  const { side, flawOf } = kinds[kind];
  if (picture.width !== side || picture.height !== side) {
    return [{ where, what: `must be ${side} by ${side} pixels, not ${picture.width} by ${picture.height}` }];
  }
  const flaw = flawOf(picture);
  return flaw === undefined ? [] : [{ where, what: flaw }];
}

/** What is cut short inside fails in zlib. */
function readPicture(bytes: Uint8Array): Picture | undefined {
  try {
    return decodePng(bytes);
  } catch {
    return undefined;
  }
}
