import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const repository = join(import.meta.dirname, '../..');

/** What env/.env.dev has once it is filled in. */
export const filledIn: Readonly<Record<string, string>> = {
  TEAMSFX_ENV: 'dev',
  APP_NAME_SUFFIX: '-dev',
  DEVELOPER_NAME: 'Contoso',
  WEBSITE_URL: 'https://contoso.com/security',
  PRIVACY_URL: 'https://contoso.com/privacy',
  TERMS_OF_USE_URL: 'https://contoso.com/terms',
  TEAMS_APP_ID: '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
  BOT_ID: '7f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f',
};

/** A folder with our appPackage/ and a complete env/.env.dev, to be spoilt one thing at a time. */
export interface PackageFolder {
  readonly root: string;
  readonly setVariables: (values: Readonly<Record<string, string | undefined>>, file?: string) => void;
  readonly setJson: (file: string, change: (document: Record<string, unknown>) => object) => void;
  readonly setFile: (file: string, text: string) => void;
  /** As it was at first. */
  readonly mend: () => void;
  readonly remove: () => void;
}

export function packageFolder(): PackageFolder {
  const root = mkdtempSync(join(tmpdir(), 'countersign-'));
  const setFile = (file: string, text: string) => writeFileSync(join(root, file), text);
  const folder: PackageFolder = {
    root,
    setFile,
    setVariables: (values, file = 'env/.env.dev') => {
      const entries = Object.entries(values).filter(([, value]) => value !== undefined);
      setFile(file, entries.map(([name, value]) => `${name}='${value}'\n`).join(''));
    },
    setJson: (file, change) =>
      setFile(file, JSON.stringify(change(JSON.parse(readFileSync(join(root, file), 'utf8'))))),
    mend: () => {
      for (const part of ['env', 'appPackage']) rmSync(join(root, part), { recursive: true, force: true });
      mkdirSync(join(root, 'env'));
      for (const file of ['manifest.json', 'color.png', 'outline.png', 'de.json', 'es.json', 'fr.json', 'ja.json']) {
        cpSync(join(repository, 'appPackage', file), join(root, 'appPackage', file));
      }
      folder.setVariables(filledIn);
    },
    remove: () => rmSync(root, { recursive: true }),
  };
  folder.mend();
  return folder;
}
