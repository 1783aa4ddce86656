import assert from 'node:assert/strict';
import { fillIn, problemsWith, readVariables, variablesIn } from '../../appPackage/pack/variables.ts';
import { filledIn } from './package-folder.ts';

const path = 'env/.env.dev';
const names = ['TEAMS_APP_ID', 'BOT_ID', 'DEVELOPER_NAME', 'WEBSITE_URL', 'PRIVACY_URL', 'TERMS_OF_USE_URL'];

function fileWith(values: Readonly<Record<string, string>>, file = path) {
  return {
    path: file,
    text: Object.entries(values)
      .map(([name, value]) => `${name}="${value}"`)
      .join('\n'),
  };
}
/** One line a problem, as it is printed. */
function said(values: Readonly<Record<string, string>>, used: readonly string[], environment = {}, file = path) {
  const variables = readVariables([fileWith(values, file)], environment);
  return problemsWith(used, variables, file).map(({ where, what }) => `${where}: ${what}`);
}

describe('a variable of the app package', () => {
  it('is found wherever the manifest names it, once', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Agents Toolkit writes.
    assert.deepEqual(variablesIn('"${{A_B}} ${{ C }}" ${{A_B}} $[[D]] ${E} {{F}}'), ['A_B', 'C']);
  });

  it('is filled in as text, in every string at any depth, and never becomes JSON', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: what Agents Toolkit writes.
    const document = { a: ['x${{N}}', { b: '${{N}}${{N}}' }], c: 1, d: null };
    assert.deepEqual(fillIn(document, new Map([['N', '", "e": "$&']])), {
      a: ['x", "e": "$&', { b: '", "e": "$&", "e": "$&' }],
      c: 1,
      d: null,
    });
  });

  it('is the environment’s before .env.dev.user’s before .env.dev’s; an empty one stands behind all', () => {
    const files = [fileWith({ A: '1', B: '1', C: '1' }), fileWith({ B: '2', C: '2' }, `${path}.user`)];
    const { values, origins } = readVariables(files, { A: ' ', C: '3', D: '' });
    assert.deepEqual(Object.fromEntries(values), { A: '1', B: '2', C: '3', D: '' });
    assert.deepEqual(Object.fromEntries(origins), { A: path, B: `${path}.user`, C: 'environment', D: 'environment' });
  });

  it('may be missing together with others: each is named with its file, and with what it is', () => {
    const lines = said({}, names);
    assert.equal(lines.length, names.length);
    for (const name of names) {
      assert.ok(
        lines.some((line) => new RegExp(`^env/\\.env\\.dev: ${name} is missing: \\S.{10,}`).test(line)),
        name,
      );
    }
    assert.deepEqual(said(filledIn, [...names, 'APP_NAME_SUFFIX']), []);
  });

  for (const [name, value, flaw] of [
    ['TEAMS_APP_ID', '', 'is empty: '],
    ['TEAMS_APP_ID', '00000000-0000-0000-0000-000000000000', 'is still a placeholder: '],
    ['TEAMS_APP_ID', '6f1c2d3e-4b5a', 'must be a GUID: '],
    ['BOT_ID', '<id of the bot>', 'is still a placeholder: '],
    ['BOT_ID', '11111111-1111-1111-1111-111111111111', 'must be a GUID: '],
    ['BOT_ID', '{6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f}', 'must be a GUID: '],
    ['DEVELOPER_NAME', 'x'.repeat(33), 'must have 1 to 32 characters: '],
    ['DEVELOPER_NAME', 'TODO', 'is still a placeholder: '],
    ['DEVELOPER_NAME', 'Your company', 'is still a placeholder: '],
    ['WEBSITE_URL', 'http://contoso.com', 'must be an https URL'],
    ['WEBSITE_URL', 'https://localhost', 'must be an https URL'],
    ['PRIVACY_URL', 'contoso.com/privacy', 'must be an https URL'],
    ['PRIVACY_URL', 'https://www.example.com/privacy', 'is still a placeholder: '],
    ['TERMS_OF_USE_URL', 'https://user:pw@contoso.com/', 'must be an https URL'],
    ['APP_NAME_SUFFIX', 'x'.repeat(20), 'must have at most 19 characters: '],
  ] as const) {
    it(`is refused: ${name} ${value === '' ? 'empty' : `as ${value.slice(0, 36)}`}`, () => {
      const [line = '', ...more] = said({ ...filledIn, [name]: value }, [...names, 'APP_NAME_SUFFIX']);
      assert.ok(line.startsWith(`${path}: ${name} ${flaw}`), line);
      assert.deepEqual(more, []);
    });
  }

  it('may be empty where it only tells installations apart', () => {
    assert.deepEqual(said({ APP_NAME_SUFFIX: '' }, ['APP_NAME_SUFFIX']), []);
  });

  it('may be an example on one’s own machine', () => {
    const local = { ...filledIn, PRIVACY_URL: 'https://example.com/privacy' };
    assert.deepEqual(said(local, names, {}, 'env/.env.local'), []);
  });

  it('is told to be the environment’s where the file is not to blame', () => {
    assert.match(
      said(filledIn, ['BOT_ID'], { BOT_ID: 'x' }).join(),
      /BOT_ID must be a GUID \(its value is the environment’s\)/,
    );
  });

  it('is refused where it is a secret or no variable, without its value', () => {
    const lines = said({ SECRET_BOT_PASSWORD: 'MARKER' }, ['SECRET_BOT_PASSWORD', 'bot id']);
    assert.match(lines[0] ?? '', /SECRET_BOT_PASSWORD is a secret, and must not stand in a package/);
    assert.match(lines[1] ?? '', /bot id is no name of a variable/);
    assert.doesNotMatch(lines.join(), /MARKER/);
  });
});
