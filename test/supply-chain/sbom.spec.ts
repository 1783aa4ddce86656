import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { productionCopies } from '../contract/locked-packages.ts';
import { type Bom, npmSbom, productionOnly } from './sbom.ts';

const manifest = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  readonly name: string;
  readonly version: string;
  readonly dependencies: Readonly<Record<string, string>>;
};
const sorted = (names: Iterable<string>) => [...new Set(names)].sort();

describe('what npm run sbom writes', () => {
  let bom: Bom;
  before(() => {
    bom = productionOnly(npmSbom(), Object.keys(manifest.dependencies));
  });

  it('is CycloneDX, about us by our own name and not the folder’s', () => {
    const { name, version, type } = bom.metadata.component;
    assert.deepEqual(
      [bom.bomFormat, name, version, type],
      ['CycloneDX', manifest.name, manifest.version, 'application'],
    );
  });

  it('has every package that runs in production, and none that only builds and tests', () => {
    assert.deepEqual(
      sorted(bom.components.map(({ name, version }) => `${name}@${version}`)),
      sorted(productionCopies().map(({ name, version }) => `${name}@${version}`)),
    );
  });

  it('says who asks for whom, and of us exactly what we ask for', () => {
    const known = new Set([...bom.components, bom.metadata.component].map((component) => component['bom-ref']));
    for (const { ref, dependsOn = [] } of bom.dependencies) {
      for (const each of [ref, ...dependsOn]) assert.ok(known.has(each), each);
    }
    const own = bom.dependencies.find(({ ref }) => ref === bom.metadata.component['bom-ref']);
    assert.deepEqual(
      sorted(own?.dependsOn ?? []),
      sorted(Object.entries(manifest.dependencies).map(([name, version]) => `${name}@${version}`)),
    );
  });

  it('proves each package by a hash', () => {
    const bare = bom.components.filter(({ hashes = [] }) => hashes.length === 0);
    assert.deepEqual(
      bare.map(({ name }) => name),
      [],
    );
  });

  it('names no place that it was made at', () => {
    assert.doesNotMatch(JSON.stringify(bom), new RegExp(`${process.cwd()}|file:`));
  });
});
