import { isJsonObject, parseJson } from './parse-json.ts';
import { trimBlank } from './trim-blank.ts';

/** By folded name: how the record spells it, and what it holds. */
export type Fields = ReadonlyMap<string, { readonly name: string; readonly value: unknown }>;

/** No field that we know is longer: what is, need not be folded. */
const longestName = 64;

const noFields: Fields = new Map();

/**
 * The fields of an object that hold something. One product writes `networkMessageId`, `NetworkMessageId`,
 * `network_message_id` and `@odata.type`, and null, "" or a blank where it knows nothing: here they are all the same.
 */
export function fieldsOf(value: unknown): Fields {
  if (!isJsonObject(value)) return noFields;
  const fields = new Map<string, { name: string; value: unknown }>();
  for (const [name, held] of Object.entries(value)) {
    if (name.length > longestName || held === null || (typeof held === 'string' && trimBlank(held) === '')) continue;
    const folded = name.replace(/[_@]/g, '').toLowerCase();
    if (!fields.has(folded)) fields.set(folded, { name, value: held });
  }
  return fields;
}

/** All fields of several objects; what an earlier one says, holds. */
export function mergedFields(first: Fields, ...others: readonly Fields[]): Fields {
  const merged = new Map(first);
  for (const other of others) {
    for (const [folded, field] of other) if (!merged.has(folded)) merged.set(folded, field);
  }
  return merged;
}

/** The first of these fields (named in lower case) that is there. */
export function fieldIn(fields: Fields, ...names: readonly string[]): unknown {
  for (const name of names) {
    const field = fields.get(name);
    if (field !== undefined) return field.value;
  }
  return undefined;
}

/** The first of these fields that is a text or a number, as text, without blanks around it. */
export function textIn(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = asText(fields.get(name)?.value);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** A number beyond 2^53 was rounded by whoever wrote it: of two ids that become one, neither is told. */
export function asText(value: unknown): string | undefined {
  if (typeof value === 'number') return Math.abs(value) > Number.MAX_SAFE_INTEGER ? undefined : String(value);
  return typeof value === 'string' && trimBlank(value) !== '' ? trimBlank(value) : undefined;
}

/** JSON inside a text, as `AdditionalFields`, `Entities` and `Data` hold it; anything else as it is. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = trimBlank(value);
  if (!text.startsWith('{') && !text.startsWith('[')) return value;
  const parsed = parseJson(text);
  return parsed.kind === 'ok' ? parsed.value : value;
}

/** A list, whether it came as one, as JSON in a text, or (where there is one item) as the item itself. */
export function listIn(fields: Fields, ...names: readonly string[]): readonly unknown[] {
  const held = unpacked(fieldIn(fields, ...names));
  if (held === undefined || held === null) return [];
  return Array.isArray(held) ? held : [held];
}

/** The fields of an object inside of it, whether it came as one or as JSON in a text. */
export function within(fields: Fields, ...names: readonly string[]): Fields {
  return fieldsOf(unpacked(fieldIn(fields, ...names)));
}
