/** `npm run licences`: the licence of every package that runs in production. Exit code 1: one that is not permitted; 64: asked wrongly. */
import { tableUnder } from '../contract/dependency-page.ts';
import { isPermitted, type LockedCopy, productionCopies } from '../contract/locked-packages.ts';
import { takeNoArguments } from '../support/end-with-usage.ts';

const usage = `Usage: npm run -s licences
Prints the licence, name and version of every package that runs in production, one a line, with tabs between them.
Exit code 1: one of them is not permitted, and stderr names it.
`;

export interface LicenceList {
  /** One a package and version: licence, name, version, with tabs between them. */
  readonly lines: readonly string[];
  /** A sentence each. */
  readonly problems: readonly string[];
}

/** `readBy`: licences of packages that declare none, by name, as docs/dependencies.md has them. */
export function listLicences(copies: readonly LockedCopy[], readBy: ReadonlyMap<string, string>): LicenceList {
  const rows = copies.map(({ name, version, license = readBy.get(name) }) => ({ name, version, license }));
  const lines = rows.map(({ name, version, license = 'none' }) => `${license}\t${name}\t${version}`);
  const problems = rows.flatMap(({ name, version, license }) => {
    if (license === undefined)
      return [`${name} ${version} declares no licence, and docs/dependencies.md has none for it.`];
    return isPermitted(license) ? [] : [`${name} ${version} is ${license}, which is not permitted.`];
  });
  return { lines: [...new Set(lines)].sort(), problems };
}

if (import.meta.main) {
  takeNoArguments(usage);
  const readBy = new Map(tableUnder('Licences').map(([name = '', license = '']) => [name, license]));
  const { lines, problems } = listLicences(productionCopies(), readBy);
  process.stdout.write(`${lines.join('\n')}\n`);
  process.stderr.write([...problems, `${lines.length} packages, ${problems.length} problems.`, ''].join('\n'));
  process.exitCode = problems.length === 0 ? 0 : 1;
}
