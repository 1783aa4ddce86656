import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decodePng } from '../../appPackage/pack/decode-png.ts';
import { type Manifest, textsOf } from '../../appPackage/pack/manifest.ts';
import { languages } from '../../src/languages.ts';
import { removalCommandId } from '../../src/teams/message-action.ts';
import { commandNames } from '../../src/teams/typed/nearest-command.ts';
import { parseCommand } from '../../src/teams/typed/parse-command.ts';
import { wordsFor } from '../../src/teams/words.ts';

const folder = new URL('../../appPackage/', import.meta.url);
const read = (name: string, from = folder) => readFileSync(new URL(name, from));
const manifest: Manifest = JSON.parse(read('manifest.json').toString());

/** Of those that have a number: vDevPreview has none. */
function newestManifestVersion(): string | undefined {
  const brought = dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest'));
  const versions = readdirSync(join(brought, 'json-schemas/teams')).filter((name) => /^v\d+\.\d+$/.test(name));
  const { compare } = new Intl.Collator('en', { numeric: true });
  return versions.sort(compare).at(-1)?.slice(1);
}
const [bot] = manifest.bots;
const [extension] = manifest.composeExtensions;

describe('the app package', () => {
  it('holds the manifest, its two icons, and a file for each further language', () => {
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => /\.(?:json|png)$/.test(name))
        .sort(),
      ['color.png', 'de.json', 'es.json', 'fr.json', 'ja.json', 'manifest.json', 'outline.png'],
    );
  });

  it('is of the newest version of the manifest that Microsoft’s schemas here know', () => {
    assert.equal(manifest.manifestVersion, newestManifestVersion());
  });

  it('asks to be offered in private and shared channels, too', () => {
    assert.equal(manifest.supportsChannelFeatures, 'tier1');
    assert.deepEqual([...(bot?.scopes ?? [])].sort(), ['groupChat', 'personal', 'team']);
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

describe('the app package in other languages', () => {
  const { defaultLanguageTag, additionalLanguages } = manifest.localizationInfo;
  const english = textsOf(manifest);
  const commandTitle = /^bots\[0\].*\.title$/;

  it('speaks what the bot speaks', () => {
    const tags = [defaultLanguageTag, ...additionalLanguages.map(({ languageTag }) => languageTag)];
    assert.deepEqual([...tags].sort(), [...languages].sort());
  });

  for (const { languageTag, file } of additionalLanguages) {
    const texts = new Map(Object.entries(JSON.parse(read(file).toString()) as Record<string, string>));
    const { $schema } = Object.fromEntries(texts);
    texts.delete('$schema');

    it(`has all texts and no other, in ${file}`, () => {
      assert.deepEqual([...texts.keys()], [...english.keys()]);
      assert.match($schema ?? '', new RegExp(`/v${manifest.manifestVersion.replace('.', '\\.')}/`));
    });

    it(`keeps the app’s name and the commands, which are English words everywhere, in ${file}`, () => {
      for (const [key, text] of english) {
        const isKept = key === 'name.short' || commandTitle.test(key);
        assert.equal(texts.get(key) === text, isKept, `${key}: ${texts.get(key)}`);
      }
    });

    it(`keeps within what Teams takes of descriptions, with examples that are understood, in ${file}`, () => {
      for (const [key, text] of texts) {
        if (!/^bots\[0\].*\.description$/.test(key)) continue;
        const title = texts.get(key.replace(/description$/, 'title')) ?? '';
        const example = new RegExp(`:\\s(${title} .+)$`).exec(text)?.[1];
        const inEnglish = english.get(key)?.includes(`: ${title} `) === true;
        assert.equal(example !== undefined, inEnglish, text);
        assert.ok(text.length <= 128, text);
        if (example !== undefined && !example.includes('<')) {
          assert.doesNotMatch(parseCommand(example).kind, /unknown|incomplete/);
        }
      }
    });

    it(`calls the action on messages as its dialog is called, in ${file}`, () => {
      assert.equal(texts.get('composeExtensions[0].commands[0].title'), wordsFor(languageTag).dialog.title);
      assert.ok(texts.get('description.full')?.includes(wordsFor(languageTag).dialog.title));
    });
  }

  it('has a no-break space in French where one belongs', () => {
    for (const text of Object.values(JSON.parse(read('fr.json').toString()) as Record<string, string>)) {
      assert.doesNotMatch(text, / [:;?!»]|« /, text);
    }
  });
});

describe('the icons', () => {
  it('are 192 by 192 in color, without any part that can be seen through', () => {
    const { width, height, pixels } = decodePng(read('color.png')) ?? assert.fail();
    assert.deepEqual([width, height], [192, 192]);
    assert.ok(pixels.every(([, , , alpha]) => alpha === 255));
  });

  it('are 32 by 32 in outline, white on nothing', () => {
    const { width, height, pixels } = decodePng(read('outline.png')) ?? assert.fail();
    assert.deepEqual([width, height], [32, 32]);
    const seen = pixels.filter(([, , , alpha]) => alpha > 0);
    assert.ok(seen.length > 50 && seen.length < pixels.length / 2);
    assert.ok(seen.every(([red, green, blue]) => Math.min(red, green, blue) === 255));
  });
});
