import { type Fields, fieldIn, fieldsOf, mergedFields, unpacked, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { isJsonObject } from '../parse-json.ts';
import { type RecordKind, recordKind } from './record-kind.ts';

export interface FoundRecord {
  readonly kind: RecordKind;
  readonly fields: Fields;
  /** Where it stands in the body. */
  readonly path: readonly (string | number)[];
}

export interface FoundRecords {
  readonly records: readonly FoundRecord[];
  /** Pointers of what is no record that we know. */
  readonly unknown: readonly string[];
}

/** What Graph, hunting, Log Analytics and Event Hubs call the list that holds the rest. */
const listNames = ['value', 'results', 'records', 'tables', 'alerts'];
/** What Logic Apps, and stores of alerts, wrap one in. */
const wrapNames = ['object', 'alert', 'incident', 'body', 'data'];
/** Of envelopes in envelopes, two steps each; real ones have three. */
const deepestPath = 12;

/** Every record in a body, whatever it came in. */
export function findRecords(body: unknown): FoundRecords {
  const records: FoundRecord[] = [];
  const unknown: string[] = [];

  function look(value: unknown, path: readonly (string | number)[]): void {
    if (Array.isArray(value) && path.length < deepestPath) {
      for (const [index, item] of value.entries()) look(item, [...path, index]);
      return;
    }
    const fields = openedFields(value);
    const kind = recordKind(fields);
    if (kind !== undefined) {
      records.push({ kind, fields, path });
      return;
    }
    const held = path.length < deepestPath ? heldIn(fields) : undefined;
    if (held !== undefined) look(held.value, [...path, held.name]);
    // An answer lists a hundred.
    else if (unknown.length <= 100) unknown.push(jsonPointer(path));
  }

  look(body, []);
  return { records, unknown };
}

/** Event Hubs and Sentinel hold a record's own fields in `properties`. */
function openedFields(value: unknown): Fields {
  const own = fieldsOf(value);
  return own.has('properties') ? mergedFields(within(own, 'properties'), own) : own;
}

function heldIn(fields: Fields): { readonly name: string; readonly value: unknown } | undefined {
  for (const listName of listNames) {
    const field = fields.get(listName);
    if (field === undefined) continue;
    const value = listName === 'tables' ? rowsOf(field.value) : unpacked(field.value);
    // The list may be one object, and there may be nothing in it.
    if (Array.isArray(value) || isJsonObject(value)) return { name: field.name, value };
  }
  for (const wrapName of wrapNames) {
    const field = fields.get(wrapName);
    if (field !== undefined && isJsonObject(unpacked(field.value))) {
      return { name: field.name, value: unpacked(field.value) };
    }
  }
  // Collectors wrap it in their own name for the source.
  return [...fields.values()].find(({ value }) => isJsonObject(value) && recordKind(openedFields(value)) !== undefined);
}

/** Log Analytics answers with tables: columns, and rows that are lists. */
function rowsOf(tables: unknown): unknown {
  if (!Array.isArray(tables)) return tables;
  return tables.map((table: unknown) => {
    const fields = fieldsOf(table);
    const [columns, rows] = [fieldIn(fields, 'columns', 'schema'), fieldIn(fields, 'rows')];
    if (!Array.isArray(columns) || !Array.isArray(rows)) return table;
    const names = columns.map((column: unknown) => String(fieldIn(fieldsOf(column), 'name', 'columnname') ?? column));
    return rows.map((row: unknown) => (Array.isArray(row) ? rowObject(names, row) : row));
  });
}

function rowObject(names: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(names.flatMap((name, index) => (index < row.length ? [[name, row[index]]] : [])));
}
