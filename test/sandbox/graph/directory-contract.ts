import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

type Shape = 'user.checkMemberGroups.request' | 'stringCollection' | 'user.selected' | 'group.selected';

export interface DirectoryContract {
  /** The first thing wrong with a body, in the schema's words. */
  problemOf(shape: Shape, body: unknown): string | undefined;
}

const file = join(import.meta.dirname, '../../contract-data/graph-directory.v1.0.schemas.json');
let shared: DirectoryContract | undefined;

/** Compiled once a process. */
export function loadDirectoryContract(): DirectoryContract {
  shared ??= compile();
  return shared;
}

function compile(): DirectoryContract {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  addFormats.default(ajv);
  ajv.addSchema(JSON.parse(readFileSync(file, 'utf8')) as object);

  function compiled(shape: Shape): ValidateFunction {
    const validate = ajv.getSchema(`urn:graph-directory:v1.0#/$defs/${shape}`);
    if (!validate) throw new Error(`The contract has no ${shape}`);
    return validate;
  }

  return {
    problemOf(shape, body) {
      const validate = compiled(shape);
      if (validate(body)) return undefined;
      const [error] = validate.errors ?? [];
      return `${error?.instancePath || 'body'} ${error?.message ?? 'is wrong'}`;
    },
  };
}
