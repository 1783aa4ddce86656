import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AnySchemaObject, ErrorObject, ValidateFunction } from 'ajv';
import { parse } from 'yaml';

// Both are CommonJS, whose default export TypeScript and Node see differently.
const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020.js') as typeof import('ajv/dist/2020.js');
const addFormats = require('ajv-formats') as unknown as (ajv: InstanceType<typeof Ajv2020>) => void;

export interface Media {
  readonly schema: AnySchemaObject;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Answered {
  readonly $ref?: string;
  readonly content?: Readonly<Record<string, Media>>;
}
export interface Operation {
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<Record<string, Answered>>;
}
type Methods = Readonly<Record<string, Operation>>;
export interface OpenApi {
  readonly info: { readonly version: string };
  readonly paths: Readonly<Record<string, Methods>>;
  readonly webhooks?: Readonly<Record<string, Methods>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, AnySchemaObject>>;
    readonly responses: Readonly<Record<string, Answered>>;
  };
}

/** docs/openapi.yaml, with YAML's anchors filled in. */
export function readOpenApi(): OpenApi {
  return parse(readFileSync(join(import.meta.dirname, '../../docs/openapi.yaml'), 'utf8')) as OpenApi;
}

/** Operations under their JSON pointer, such as `/paths/~1api~1alerts/post`. */
export function operationsOf(
  document: OpenApi,
): { pointer: string; path: string; method: string; operation: Operation }[] {
  return (['paths', 'webhooks'] as const).flatMap((part) =>
    Object.entries(document[part] ?? {}).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({
        pointer: `/${part}/${escapeStep(path)}/${method}`,
        path,
        method,
        operation,
      })),
    ),
  );
}

export function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** Compiles what stands in the document under a JSON pointer. */
export function createValidators(document: OpenApi): (pointer: string) => ValidateFunction {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
  addFormats(ajv);
  // Ajv looks at the whole document once, as if it were a schema itself.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document, 'openapi', undefined, false);
  return (pointer) => {
    const validate = ajv.getSchema(`openapi#${encodeURI(pointer)}`);
    assert.ok(validate, `nothing stands at ${pointer}`);
    return validate;
  };
}

/** Where the content of an answer is described: at the operation, or where its `$ref` leads. */
export function answerPointer(document: OpenApi, pointer: string, operation: Operation, status: number): string {
  const answer = operation.responses[String(status)];
  assert.ok(answer, `${pointer} documents no ${status}`);
  const at = answer.$ref?.slice(1) ?? `${pointer}/responses/${status}`;
  const name = /^\/components\/responses\/(\w+)$/.exec(at)?.[1];
  const content = (name === undefined ? answer : document.components.responses[name])?.content;
  return `${at}/content/${escapeStep(Object.keys(content ?? {})[0] ?? '')}/schema`;
}

export function describeErrors(errors: readonly ErrorObject[] | null | undefined): string {
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`).join('; ');
}
