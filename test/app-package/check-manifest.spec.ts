import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkLanguages, checkManifest } from '../../appPackage/pack/check-manifest.ts';
import type { Manifest } from '../../appPackage/pack/manifest.ts';
import { fillIn } from '../../appPackage/pack/variables.ts';
import { filledIn } from './package-folder.ts';

const folder = join(import.meta.dirname, '../../appPackage');
const rendered = (file: string) =>
  fillIn(JSON.parse(readFileSync(join(folder, file), 'utf8')), new Map(Object.entries(filledIn)));
const manifest = rendered('manifest.json') as Manifest;
const japanese = rendered('ja.json') as Readonly<Record<string, unknown>>;
/** As it is once it has been written: a key that is undefined is not there. */
const written = <T>(document: T): T => JSON.parse(JSON.stringify(document));

describe('the check of the app package', () => {
  it('finds nothing in ours, and asks no network', async () => {
    const { fetch } = globalThis;
    globalThis.fetch = () => assert.fail('fetched');
    try {
      assert.deepEqual(await checkManifest(manifest), []);
      assert.deepEqual(await checkLanguages(manifest, [{ file: 'ja.json', texts: japanese }]), []);
      const unknown = { ...manifest, $schema: 'https://example.com/v9.99/x.json', manifestVersion: '9.99' };
      assert.equal((await checkManifest(unknown)).length, 1);
    } finally {
      globalThis.fetch = fetch;
    }
  });

  for (const [what, change, flaw] of [
    ['a key that Teams does not know', { packageName: 'a.b' }, /must NOT have additional properties/],
    ['that something is missing', { accentColor: undefined }, /accentColor/],
    ['a name that is too long', { name: { short: 'x'.repeat(31) } }, /\/name\/short must NOT have more than 30/],
    ['a version that nobody knows', { manifestVersion: '9.99' }, /manifestVersion 9\.99 is not known/],
    ['a version that is a path', { manifestVersion: '../v1.30' }, /is not known/],
    ['two versions of the schema', { manifestVersion: '1.29' }, /same version/],
    ['a version of the app that is none', { version: '1.0' }, /MAJOR\.MINOR\.PATCH/],
    ['nothing about private and shared channels', { supportsChannelFeatures: undefined }, /"tier1"/],
  ] as const) {
    it(`finds in a manifest ${what}`, async () => {
      const flaws = await checkManifest(written({ ...manifest, ...change }) as Manifest);
      assert.ok(flaws.every(({ where }) => where === 'appPackage/manifest.json'));
      assert.match(flaws.map((each) => each.what).join('\n'), flaw);
    });
  }

  for (const [what, change, flaw] of [
    ['a text that is missing', { 'name.full': undefined }, /^name\.full is missing$/m],
    ['a text that is too long', { 'description.short': 'x'.repeat(81) }, /short must NOT have more than 80/],
    [
      'a text of nothing in the manifest',
      { 'bots[0].commandLists[2].commands[0].title': 'x' },
      /is not in the manifest/,
    ],
    ['a key that no language file has', { greeting: 'x' }, /must NOT have additional properties/],
  ] as const) {
    it(`finds in a language ${what}`, async () => {
      const flaws = await checkLanguages(manifest, [{ file: 'ja.json', texts: written({ ...japanese, ...change }) }]);
      assert.ok(flaws.length > 0 && flaws.every(({ where }) => where === 'appPackage/ja.json'));
      assert.match(flaws.map((each) => each.what).join('\n'), flaw);
    });
  }
});
