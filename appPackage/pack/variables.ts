import { parseEnv } from 'node:util';
import type { Problem } from './problem.ts';

/** What the manifest calls `${{NAME}}`, as Microsoft 365 Agents Toolkit does. */
const placeholder = /\$\{\{\s*([^}]*?)\s*\}\}/g;

export interface Variables {
  readonly values: ReadonlyMap<string, string>;
  /** Where each value comes from: a file's path, or `environment`. */
  readonly origins: ReadonlyMap<string, string>;
}

export interface EnvironmentFile {
  /** As people know it: env/.env.dev. */
  readonly path: string;
  readonly text: string;
}

/** Later files win over earlier ones, and the process's environment over all; an empty value there counts as absent. */
export function readVariables(files: readonly EnvironmentFile[], environment: NodeJS.ProcessEnv): Variables {
  const values = new Map<string, string>();
  const origins = new Map<string, string>();
  const sources = [
    ...files.map(({ path, text }) => ({ origin: path, entries: parseEnv(text) })),
    { origin: 'environment', entries: environment },
  ];
  for (const { origin, entries } of sources) {
    for (const [name, value = ''] of Object.entries(entries)) {
      if (values.has(name) && value.trim() === '') continue;
      values.set(name, value.trim());
      origins.set(name, origin);
    }
  }
  return { values, origins };
}

export function variablesIn(text: string): string[] {
  return [...new Set([...text.matchAll(placeholder)].map(([, name = '']) => name))];
}

/** In the strings of a document, not in its text: a value with a quote in it must not become JSON. */
export function fillIn(document: unknown, values: ReadonlyMap<string, string>): unknown {
  if (typeof document === 'string') return document.replaceAll(placeholder, (_all, name) => values.get(name) ?? '');
  if (Array.isArray(document)) return document.map((item) => fillIn(item, values));
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(Object.entries(document).map(([key, value]) => [key, fillIn(value, values)]));
}

interface Rule {
  readonly isRight: (value: string) => boolean;
  readonly expectation: string;
  readonly remedy: string;
}

const guid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const isRealGuid = (value: string) => guid.test(value) && new Set(value.replaceAll('-', '')).size > 1;
const page = (what: string): Rule => ({
  isRight: isPage,
  expectation: 'must be an https URL of a page of yours',
  remedy: `${what}, linked where people add the app`,
});

const rules: Readonly<Record<string, Rule>> = {
  TEAMS_APP_ID: {
    isRight: isRealGuid,
    expectation: 'must be a GUID',
    remedy: 'this app’s own, kept for ever; `atk provision` of Agents Toolkit writes it, or make one with `uuidgen`',
  },
  BOT_ID: {
    isRight: isRealGuid,
    expectation: 'must be a GUID',
    remedy: 'the application (client) id of the Azure Bot, the same as in the settings of the service',
  },
  DEVELOPER_NAME: {
    isRight: (value) => value.length <= 32,
    expectation: 'must have 1 to 32 characters',
    remedy: 'the name of your organisation, shown below the name of the app',
  },
  WEBSITE_URL: page('about your organisation, or who helps with the app'),
  PRIVACY_URL: page('your privacy page'),
  TERMS_OF_USE_URL: page('your terms of use'),
  // "Countersign" and this: together at most 30 (name.short of the manifest's schema).
  APP_NAME_SUFFIX: {
    isRight: (value) => value.length <= 19,
    expectation: 'must have at most 19 characters',
    remedy: 'what tells this installation from others, or empty',
  },
};

/** Every variable that is used and lacks a value, has one that only stands for one, or an ill-formed one. */
export function problemsWith(names: readonly string[], { values, origins }: Variables, file: string): Problem[] {
  return names.flatMap((name) => {
    const at = origins.get(name);
    const where = at === undefined || at === 'environment' ? file : at;
    const flaw = flawOf(name, values.get(name), at);
    return flaw === undefined ? [] : [{ where, what: `${name} ${flaw}` }];
  });
}

function flawOf(name: string, value: string | undefined, origin: string | undefined): string | undefined {
  if (!/^[A-Z][A-Z0-9_]*$/.test(name)) return 'is no name of a variable: capitals, digits and underscores';
  // By the toolkit's convention these are secrets, and a package is read by everyone who installs it.
  if (name.startsWith('SECRET_')) return 'is a secret, and must not stand in a package: take it out of the manifest';
  const { [name]: rule } = rules;
  if (value === undefined) return `is missing${remedyOf(rule)}`;
  if (value === '') return name === 'APP_NAME_SUFFIX' ? undefined : `is empty${remedyOf(rule)}`;
  if (standsForAnother(value, origin)) return `is still a placeholder${remedyOf(rule)}`;
  if (rule === undefined || rule.isRight(value)) return undefined;
  return `${rule.expectation}${origin === 'environment' ? ' (its value is the environment’s)' : ''}${remedyOf(rule)}`;
}

function remedyOf(rule: Rule | undefined): string {
  return rule === undefined ? '' : `: ${rule.remedy}`;
}

/** `<your id>`, `${{…}}`, `TODO`, `changeme`, the nil GUID; example.com for everyone but the one who presses F5. */
function standsForAnother(value: string, origin: string | undefined): boolean {
  const isOwnMachine = origin?.startsWith('env/.env.local') === true;
  if (!isOwnMachine && /^https:\/\/([^/]+\.)?example(\.(com|org|net))?(\/|$)/i.test(value)) return true;
  return /^<.*>$|\$\{\{|^(?:todo|changeme|change-me|x{3,8}|your[-_ ].*)$/i.test(value) || /^[0-]{36}$/.test(value);
}

function isPage(value: string): boolean {
  const url = URL.parse(value);
  return url?.protocol === 'https:' && url.username === '' && url.hostname.includes('.');
}
