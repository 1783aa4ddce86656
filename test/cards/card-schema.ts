import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';

const schema = JSON.parse(
  readFileSync(new URL('../contract-data/adaptive-card-1.5.schema.json', import.meta.url), 'utf8'),
);
const ajv = new Ajv({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** What does not fit Adaptive Cards 1.5, each with its place; empty for a good card. */
export function schemaProblems(card: unknown): string[] {
  return validate(card) ? [] : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}
