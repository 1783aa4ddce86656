import type { BodyError } from '../alert-reader.ts';
import { type Fields, fieldIn, fieldsOf, mergedFields, unpacked, within } from '../fields.ts';
import { jsonPointer } from '../json-pointer.ts';
import { mostColumns, mostRecords, mostRows } from '../limits.ts';
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

type Path = FoundRecord['path'];

interface Search {
  readonly records: FoundRecord[];
  readonly unknown: string[];
  readonly errors: BodyError[];
  rows: number;
}

/** Every record in a body, whatever it came in. Adds what is too much to `errors`. */
export function findRecords(body: unknown, errors: BodyError[]): FoundRecords {
  const search: Search = { records: [], unknown: [], errors, rows: 0 };
  look(search, body, []);
  return search;
}

function look(search: Search, value: unknown, path: Path): void {
  if (Array.isArray(value) && path.length < deepestPath) {
    for (const [index, item] of value.entries()) {
      if (search.errors.length > 0) return;
      look(search, item, [...path, index]);
    }
    return;
  }
  const fields = openedFields(value);
  const kind = recordKind(fields);
  if (kind !== undefined) {
    add(search, { kind, fields, path });
    return;
  }
  const held = path.length < deepestPath ? heldIn(fields, path, search.errors) : undefined;
  if (held !== undefined) look(search, held.value, [...path, held.name]);
  // An answer lists a hundred.
  else if (search.unknown.length <= 100) search.unknown.push(jsonPointer(path));
}

function add(search: Search, record: FoundRecord): void {
  search.records.push(record);
  if (record.kind === 'row') search.rows += 1;
  const others = search.records.length - search.rows;
  if (search.rows > mostRows) search.errors.push({ pointer: '', message: `must hold at most ${mostRows} rows` });
  if (others > mostRecords) {
    search.errors.push({ pointer: '', message: `must hold at most ${mostRecords} alerts, also of other products` });
  }
}

/** Event Hubs and Sentinel hold a record's own fields in `properties`. */
function openedFields(value: unknown): Fields {
  const own = fieldsOf(value);
  return own.has('properties') ? mergedFields(within(own, 'properties'), own) : own;
}

function heldIn(
  fields: Fields,
  path: Path,
  errors: BodyError[],
): { readonly name: string; readonly value: unknown } | undefined {
  for (const listName of listNames) {
    const field = fields.get(listName);
    if (field === undefined) continue;
    const value = listName === 'tables' ? rowsOf(field.value, [...path, field.name], errors) : unpacked(field.value);
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
function rowsOf(tables: unknown, path: Path, errors: BodyError[]): unknown {
  if (!Array.isArray(tables)) return tables;
  return tables.map((table: unknown, index) => {
    const fields = fieldsOf(table);
    const [columns, rows] = [fieldIn(fields, 'columns', 'schema'), fieldIn(fields, 'rows')];
    if (!Array.isArray(columns) || !Array.isArray(rows)) return table;
    if (columns.length > mostColumns) {
      const name = (fields.get('columns') ?? fields.get('schema'))?.name ?? 'columns';
      errors.push({
        pointer: jsonPointer([...path, index, name]),
        message: `must hold at most ${mostColumns} columns`,
      });
      return [];
    }
    const names = columns.map((column: unknown) => String(fieldIn(fieldsOf(column), 'name', 'columnname') ?? column));
    return rows.map((row: unknown) => (Array.isArray(row) ? rowObject(names, row) : row));
  });
}

/** As long as the row is, or many short rows under many columns would take their product. */
function rowObject(names: readonly string[], row: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(row.slice(0, names.length).map((value, index) => [names[index], value]));
}
