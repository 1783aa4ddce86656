import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { inflateSync } from 'node:zlib';
import { removalCommandId } from '../src/teams/message-action.ts';
import { commandNames } from '../src/teams/typed/nearest-command.ts';
import { parseCommand } from '../src/teams/typed/parse-command.ts';
import { wordsFor } from '../src/teams/words.ts';

interface Command {
  readonly title: string;
  readonly description: string;
}
interface Manifest {
  readonly version: string;
  readonly name: { readonly short: string };
  readonly description: { readonly short: string; readonly full: string };
  readonly bots: readonly {
    readonly botId: string;
    readonly scopes: readonly string[];
    readonly commandLists: readonly { readonly scopes: readonly string[]; readonly commands: readonly Command[] }[];
  }[];
  readonly composeExtensions: readonly {
    readonly botId: string;
    readonly commands: readonly (Command & { id: string; type: string; context: string[]; fetchTask: boolean })[];
  }[];
  readonly validDomains: readonly string[];
}

const folder = new URL('../appPackage/', import.meta.url);
const read = (name: string, from = folder) => readFileSync(new URL(name, from));
const manifest: Manifest = JSON.parse(read('manifest.json').toString());
const [bot] = manifest.bots;
const [extension] = manifest.composeExtensions;

describe('the app package', () => {
  it('holds the manifest and its two icons', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => /\.(?:json|png)$/.test(name))
        .sort(),
      ['color.png', 'manifest.json', 'outline.png'],
    );
  });

  it('has the version of the service', () => {
    const { version } = JSON.parse(read('../package.json').toString()) as { version: string };
    assert.equal(manifest.version, version);
  });

  it('leaves to each installation what is its own, by names as Agents Toolkit writes them', () => {
    const names = [...JSON.stringify(manifest).matchAll(/\$\{\{([^}]*)\}\}/g)].map(([, name]) => name ?? '');
    for (const name of names) assert.match(name, /^[A-Z_]+$/);
    assert.ok(['TEAMS_APP_ID', 'BOT_ID'].every((name) => names.includes(name)));
    assert.equal(bot?.botId, extension?.botId);
  });

  it('keeps within what Teams takes of names and descriptions', () => {
    assert.ok(manifest.name.short.replace(/\$\{\{.*\}\}/, '').length <= 20);
    assert.ok(manifest.description.short.length <= 80 && manifest.description.full.length <= 4_000);
  });

  it('asks for nothing that is not used', () => {
    assert.deepEqual(manifest.validDomains, []);
    for (const key of ['authorization', 'webApplicationInfo', 'permissions', 'devicePermissions', 'staticTabs']) {
      assert.equal(key in manifest, false, key);
    }
  });

  it('lists commands for every place in which the bot can be spoken to, at most ten each', () => {
    const scopes = bot?.commandLists.flatMap((list) => list.scopes) ?? [];
    assert.deepEqual([...scopes].sort(), [...(bot?.scopes ?? [])].sort());
    for (const { commands } of bot?.commandLists ?? []) {
      assert.ok(commands.length <= 10);
      assert.equal(new Set(commands.map(({ title }) => title)).size, commands.length);
    }
  });

  const listed = new Map(
    bot?.commandLists.flatMap(({ commands }) => commands.map((command) => [command.title, command])),
  );
  for (const { title, description } of listed.values()) {
    it(`lists what is understood: ${title}`, () => {
      assert.ok((commandNames as readonly string[]).includes(title));
      assert.notEqual(parseCommand(title).kind, 'unknown');
      assert.ok(title.length <= 32 && description.length <= 128);
      // An example in the description is the command itself.
      const example = /: (.+)$/.exec(description)?.[1];
      if (example === undefined) return;
      assert.ok(example.startsWith(`${title} `), example);
      if (!example.includes('<')) assert.doesNotMatch(parseCommand(example).kind, /unknown|incomplete/);
    });
  }

  it('lists the commands that work in channels alone only there', () => {
    const elsewhere = bot?.commandLists.filter(({ scopes }) => !scopes.includes('team')) ?? [];
    assert.deepEqual(
      elsewhere.flatMap(({ commands }) => commands.filter(({ title }) => title.startsWith('alerts '))),
      [],
    );
  });

  it('has the one action on messages that the bot answers, by the name that its dialog has', () => {
    const [command, ...others] = extension?.commands ?? [];
    assert.deepEqual(others, []);
    assert.deepEqual(
      [command?.id, command?.type, command?.context, command?.fetchTask],
      [removalCommandId, 'action', ['message'], true],
    );
    assert.equal(command?.title, wordsFor('en-US').dialog.title);
    assert.ok((command?.title.length ?? 99) <= 32 && (command?.description.length ?? 999) <= 128);
  });
});

describe('the icons', () => {
  it('are 192 by 192 in color, without any part that can be seen through', () => {
    const { width, height, pixels } = decoded('color.png');
    assert.deepEqual([width, height], [192, 192]);
    assert.ok(pixels.every(([, , , alpha]) => alpha === 255));
  });

  it('are 32 by 32 in outline, white on nothing', () => {
    const { width, height, pixels } = decoded('outline.png');
    assert.deepEqual([width, height], [32, 32]);
    const seen = pixels.filter(([, , , alpha]) => alpha > 0);
    assert.ok(seen.length > 50 && seen.length < pixels.length / 2);
    assert.ok(seen.every(([red, green, blue]) => Math.min(red, green, blue) > 250));
  });
});

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];

/** PNG (ISO/IEC 15948) of 8 bits a channel, not interlaced: as a browser writes it. */
function decoded(name: string): { width: number; height: number; pixels: Pixel[] } {
  const file = read(name);
  assert.equal(file.subarray(1, 4).toString('latin1'), 'PNG');
  const [width, height, depth, colors, interlaced] = [
    file.readUInt32BE(16),
    file.readUInt32BE(20),
    file[24],
    file[25],
    file[28],
  ];
  assert.deepEqual([depth, interlaced], [8, 0]);
  const size = colors === 6 ? 4 : 3;
  const parts: Buffer[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at)) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      parts.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)));
  }
  const raw = inflateSync(Buffer.concat(parts));
  const line = width * size;
  const bytes = new Uint8Array(line * height);
  const byteAt = (row: number, at: number) => (row < 0 || at < 0 ? 0 : (bytes[row * line + at] ?? 0));
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (line + 1)] ?? 0;
    for (let at = 0; at < line; at += 1) {
      const [left, up] = [byteAt(row, at - size), byteAt(row - 1, at)];
      const corner = at < size ? 0 : byteAt(row - 1, at - size);
      const guess = [0, left, up, (left + up) >> 1, nearest(left, up, corner)][filter] ?? 0;
      bytes[row * line + at] = (raw[row * (line + 1) + 1 + at] ?? 0) + guess;
    }
  }
  const pixels = Array.from({ length: width * height }, (_none, index): Pixel => {
    const [red = 0, green = 0, blue = 0, alpha = 255] = bytes.subarray(index * size, index * size + size);
    return [red, green, blue, alpha];
  });
  return { width, height, pixels };
}

/** Paeth's predictor. */
function nearest(left: number, up: number, corner: number): number {
  const sum = left + up - corner;
  const candidates = [left, up, corner].map((value) => ({ value, off: Math.abs(sum - value) }));
  return candidates.reduce((best, next) => (next.off < best.off ? next : best)).value;
}
