import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { buildPackage, type PackageResult } from '../../appPackage/pack/build-package.ts';
import { filledIn, type PackageFolder, packageFolder } from './package-folder.ts';

describe('the app package', () => {
  let folder: PackageFolder;
  before(() => {
    folder = packageFolder();
  });
  after(() => folder.remove());
  afterEach(() => folder.mend());
  const build = (environment: NodeJS.ProcessEnv = {}, name = 'dev') =>
    buildPackage({ root: folder.root, name, environment });

  function contentsOf(result: PackageResult): Record<string, Uint8Array> {
    assert.equal(result.kind, 'built', JSON.stringify(result));
    return result.kind === 'built' ? unzipSync(result.zip) : {};
  }
  /** What the refusal says, one line a problem. */
  function refusalOf(result: PackageResult): string {
    assert.equal(result.kind, 'refused');
    return result.kind === 'refused' ? result.problems.map(({ where, what }) => `${where}: ${what}`).join('\n') : '';
  }

  it('opens; has the manifest, both icons and every language at its root, filled in, and nothing else', async () => {
    const files = contentsOf(await build());
    const names = ['manifest.json', 'color.png', 'outline.png', 'de.json', 'es.json', 'fr.json', 'ja.json'];
    assert.deepEqual(Object.keys(files), names);
    assert.deepEqual(Buffer.from(files['color.png'] ?? []), readFileSync(join(folder.root, 'appPackage/color.png')));
    for (const name of names.filter((each) => each.endsWith('.json'))) {
      const text = strFromU8(files[name] ?? new Uint8Array());
      assert.doesNotMatch(text, /\$\{\{/, name);
      const document = JSON.parse(text);
      assert.equal(document['name.short'] ?? document.name.short, 'Countersign-dev', name);
      if (name !== 'manifest.json') continue;
      assert.equal(document.id, filledIn['TEAMS_APP_ID']);
      assert.deepEqual(
        [document.bots[0].botId, document.composeExtensions[0].botId],
        Array(2).fill(filledIn['BOT_ID']),
      );
      assert.equal(document.developer.privacyUrl, filledIn['PRIVACY_URL']);
    }
  });

  it('is the same bytes each time, in any time zone; says which values are the environment’s', async () => {
    const { TZ: zone } = process.env;
    const first = await build();
    process.env['TZ'] = 'Asia/Tokyo';
    const second = await build({ BOT_ID: filledIn['BOT_ID'] });
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
    assert.ok(first.kind === 'built' && second.kind === 'built');
    assert.deepEqual(Buffer.from(first.zip), Buffer.from(second.zip));
    assert.deepEqual([first.overridden, second.overridden], [[], ['BOT_ID']]);
  });

  it('takes what .env.dev.user has, and does not take the file along', async () => {
    folder.setVariables({ SECRET_BOT_PASSWORD: 'MARKER', DEVELOPER_NAME: 'Con"toso' }, 'env/.env.dev.user');
    const files = contentsOf(await build());
    assert.equal(JSON.parse(strFromU8(files['manifest.json'] ?? new Uint8Array())).developer.name, 'Con"toso');
    for (const [name, bytes] of Object.entries(files)) assert.doesNotMatch(strFromU8(bytes, true), /MARKER/, name);
  });

  it('is not made for an environment without a file', async () => {
    assert.match(refusalOf(await build({}, 'prod')), /^env\/\.env\.prod: is not there: copy env\/\.env\.dev/);
  });

  it('is not made with a variable that lacks its value', async () => {
    folder.setVariables({ ...filledIn, BOT_ID: undefined });
    assert.match(refusalOf(await build()), /^env\/\.env\.dev: BOT_ID is missing: .+$/);
  });

  it('is not made of what is wrong: language and icon are both named at once', async () => {
    folder.setJson('appPackage/fr.json', ({ 'name.full': _left, ...texts }) => texts);
    folder.setFile('appPackage/outline.png', 'none');
    const said = refusalOf(await build());
    assert.match(said, /^appPackage\/fr\.json: name\.full is missing$/m);
    assert.match(said, /^appPackage\/outline\.png: must be a PNG/m);
  });

  it('is not made where a file that it names is not there, or no JSON', async () => {
    folder.setJson('appPackage/manifest.json', (manifest) => ({
      ...manifest,
      icons: { color: 'ours.png', outline: 'outline.png' },
    }));
    folder.setFile('appPackage/es.json', '{');
    assert.deepEqual(
      refusalOf(await build())
        .split('\n')
        .sort(),
      ['appPackage/es.json: must be JSON', 'appPackage/ours.png: cannot be read'],
    );
  });

  it('is not made of a manifest that Teams would refuse', async () => {
    folder.setJson('appPackage/manifest.json', (manifest) => ({ ...manifest, packageName: 'a.b' }));
    assert.match(refusalOf(await build()), /^appPackage\/manifest\.json: .*additional properties/);
  });
});
