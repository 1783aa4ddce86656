import assert from 'node:assert/strict';
import { tableUnder } from '../contract/dependency-page.ts';
import { type LockedCopy, productionCopies } from '../contract/locked-packages.ts';
import { listLicences } from './licences.ts';

const copy = (name: string, license?: string): LockedCopy => ({
  name,
  version: '1.0.0',
  dependencies: {},
  ...(license === undefined ? {} : { license }),
});

describe('what npm run licences prints', () => {
  it('has every package that runs in production once, with its licence, and finds nothing', () => {
    const readBy = new Map(tableUnder('Licences').map(([name = '', license = '']) => [name, license]));
    const { lines, problems } = listLicences(productionCopies(), readBy);
    assert.deepEqual(problems, []);
    assert.equal(lines.length, new Set(productionCopies().map(({ name, version }) => `${name}@${version}`)).size);
    for (const line of lines) assert.match(line, /^(?!none)[^\t]+\t[^\t]+\t\d+\.\d+\.\d+\S*$/);
  });

  it('names a licence that is not permitted', () => {
    const { problems } = listLicences([copy('good', 'MIT'), copy('bad', 'AGPL-3.0-only')], new Map());
    assert.deepEqual(problems, ['bad 1.0.0 is AGPL-3.0-only, which is not permitted.']);
  });

  it('names what declares none, until somebody has read its text', () => {
    assert.match(listLicences([copy('silent')], new Map()).problems.join(), /^silent 1\.0\.0 declares no licence/);
    const { lines, problems } = listLicences([copy('silent')], new Map([['silent', 'MIT']]));
    assert.deepEqual([lines, problems], [['MIT\tsilent\t1.0.0'], []]);
  });
});
