import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { parse } from 'yaml';
import { variablesIn } from '../../appPackage/pack/variables.ts';

const root = join(import.meta.dirname, '../..');
export const read = (file: string): string => readFileSync(join(root, file), 'utf8');
export const isThere = (file: string): boolean => existsSync(join(root, file));
export const keysOf = (file: string): string[] => Object.keys(parseEnv(read(file)));

export interface ToolkitStep {
  readonly uses: string;
  readonly name?: string;
  readonly with: Readonly<Record<string, unknown>>;
  readonly writeToEnvironmentFile?: Readonly<Record<string, string>>;
}
export interface Project {
  readonly version: string;
  readonly environmentFolderPath: string;
  readonly provision?: readonly ToolkitStep[];
  readonly deploy?: readonly ToolkitStep[];
  readonly publish?: readonly ToolkitStep[];
}

export const lifecycles = ['provision', 'deploy', 'publish'] as const;
export const readProject = (file: string): Project => parse(read(file)) as Project;

interface Template {
  readonly path: string;
  readonly parameters?: string;
}
export function templatesOf({ with: given }: ToolkitStep): readonly Template[] {
  return (given['templates'] as readonly Template[] | undefined) ?? [];
}

/** A step's own variables, and those of the files that the toolkit fills in for it. */
export function usedBy(step: ToolkitStep): string[] {
  const parameters = templatesOf(step).flatMap(({ parameters = [] }) => parameters);
  const manifests = step.uses === 'teamsApp/zipAppPackage' ? ['./appPackage/manifest.json'] : [];
  return variablesIn([JSON.stringify(step), ...[...parameters, ...manifests].map(read)].join('\n'));
}

/** Outputs of a template get into the environment under their names. */
export function writtenBy(step: ToolkitStep): string[] {
  const outputs = templatesOf(step).flatMap(({ path }) =>
    [...read(path).matchAll(/^output (\w+) /gm)].map(([, name = '']) => name),
  );
  const said = [...JSON.stringify(step.with).matchAll(/::set-teamsfx-env (\w+)=/g)].map(([, name = '']) => name);
  return [...Object.values(step.writeToEnvironmentFile ?? {}), ...outputs, ...said];
}
