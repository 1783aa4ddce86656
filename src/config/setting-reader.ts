import { dirname, resolve } from 'node:path';
import { parseDuration } from '../approval/duration.ts';
import { isLoopback } from '../loopback.ts';
import type { SettingKey } from './setting-keys.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Files {
  /** The file's text; undefined where it cannot be read. */
  read(path: string): string | undefined;
  /** What lies there, links followed; undefined where nothing does, or none that could be seen. */
  look(path: string): FoundAt | undefined;
}

/** `folder`: things can be made in it; `lockedFolder`: not by this user. */
export type FoundAt = 'file' | 'folder' | 'lockedFolder';

export interface SettingProblem {
  readonly key: string;
  /** What is expected and what to do; never the value. */
  readonly expectation: string;
}

/**
 * Reads settings and collects what is wrong with them. A getter that has noted a problem answers a stand-in of the
 * right type: the settings as a whole are refused then, so it never leaves.
 */
export interface SettingReader {
  readonly problems: readonly SettingProblem[];
  refuse(key: SettingKey, expectation: string): void;
  /** Undefined where absent or blank. */
  text(key: SettingKey): string | undefined;
  /** As it stands, with its blanks: for secrets. */
  verbatim(key: SettingKey): string | undefined;
  /** Items between commas, without empty ones. */
  list(key: SettingKey): readonly string[];
  choice<T extends string>(key: SettingKey, known: readonly T[], fallback: T | undefined): T;
  whole(key: SettingKey, fallback: number, range: Range): number;
  /** Milliseconds. `least` 0 allows PT0S, otherwise the duration must be positive. */
  duration(key: SettingKey, fallback: string, least?: 0): number;
  url(key: SettingKey, kind: 'https' | 'httpsOrLoopback'): URL | undefined;
  /** The text of the file that the key names. */
  file(key: SettingKey, expectation: string): string | undefined;
  /** A folder that can be written, or made. */
  folder(key: SettingKey, fallback: string): string;
}

interface Range {
  readonly least: number;
  readonly most: number;
}

export function createSettingReader(env: Environment, files: Files): SettingReader {
  const problems: SettingProblem[] = [];
  const refuse = (key: SettingKey, expectation: string) => {
    problems.push({ key, expectation });
  };
  const verbatim = (key: SettingKey) => {
    const value = env[key];
    return value === undefined || value.trim() === '' ? undefined : value;
  };
  const text = (key: SettingKey) => verbatim(key)?.trim();

  return {
    problems,
    refuse,
    verbatim,
    text,
    list: (key) => splitList(text(key)),

    choice<T extends string>(key: SettingKey, known: readonly T[], fallback: T | undefined): T {
      const value = text(key);
      // Azure's own pages write UserAssignedMSI and UserAssignedMsi: case carries no meaning.
      const found = known.find((one) => one.toLowerCase() === value?.toLowerCase());
      if (found !== undefined) return found;
      if (value === undefined && fallback !== undefined) return fallback;
      refuse(key, `must be ${alternatives(known)}${value === undefined ? ', and it is not set' : ''}`);
      return fallback ?? (known[0] as T);
    },

    whole(key, fallback, { least, most }) {
      const value = text(key);
      if (value === undefined) return fallback;
      const number = /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      if (number >= least && number <= most) return number;
      refuse(key, `must be a whole number from ${least} to ${most}`);
      return fallback;
    },

    duration(key, fallback, least) {
      const ms = parseDuration(text(key) ?? fallback);
      if (ms !== undefined && (ms > 0 || least === 0)) return ms;
      refuse(key, durationExpectation(least === 0 ? 'PT0S or longer' : 'longer than zero', fallback));
      return 0;
    },

    url(key, kind) {
      const value = text(key);
      if (value === undefined) return undefined;
      const url = URL.canParse(value) ? new URL(value) : undefined;
      if (url !== undefined && isAllowedUrl(url, kind)) return url;
      const loopback = kind === 'https' ? '' : ' (http only for a loopback address)';
      refuse(key, `must be an https address${loopback}, without user name or fragment`);
      return undefined;
    },

    file(key, expectation) {
      const path = text(key);
      if (path === undefined) return undefined;
      const content = files.read(path);
      if (content === undefined) refuse(key, `must name a file that can be read: ${expectation}`);
      return content;
    },

    folder(key, fallback) {
      const path = text(key) ?? fallback;
      const why = whyNoFolder(path, files);
      if (why !== undefined) refuse(key, `must name a folder that can be written or made: ${why}`);
      return path;
    },
  };
}

/** Looks without making anything: making folders below some paths (/proc) never comes to an end in Node. */
function whyNoFolder(path: string, files: Files): string | undefined {
  let place = resolve(path);
  let found = files.look(place);
  const isThere = found !== undefined;
  while (found === undefined && place !== dirname(place)) {
    place = dirname(place);
    found = files.look(place);
  }
  if (found === 'folder') return undefined;
  if (found === 'file') return isThere ? 'a file lies there' : 'a part of its path is a file';
  return isThere ? 'this user may not write into it' : 'this user may make nothing where it would lie';
}

export function splitList(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

export function durationExpectation(bound: string, example: string): string {
  return `must be an ISO 8601 duration ${bound}, in weeks, days, hours, minutes and seconds, such as ${example}`;
}

function alternatives(known: readonly string[]): string {
  const [last, ...others] = known.toReversed();
  return others.length === 0 ? `${last}` : `${others.toReversed().join(', ')} or ${last}`;
}

export function isAllowedUrl(url: URL, kind: 'https' | 'httpsOrLoopback'): boolean {
  if (url.username !== '' || url.password !== '' || url.hash !== '') return false;
  if (url.protocol === 'https:') return true;
  return kind === 'httpsOrLoopback' && url.protocol === 'http:' && isLoopback(url.hostname);
}
