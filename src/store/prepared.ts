import type { Compilable, CompiledQuery, QueryResult } from 'kysely';
import type { Db } from './schema.ts';

type Value = string | number | null;
type Values = Readonly<Record<string, Value | undefined | readonly Value[]>>;

/** Stands where a value will, while the statement is built. */
class Place {
  readonly name: string;
  /** In a list; absent for a single value. */
  readonly index: number | undefined;
  constructor(name: string, index?: number) {
    this.name = name;
    this.index = index;
  }
}

/** A statement with longer lists hardly comes again: its parts are counted out. */
const longestList = 40;

/**
 * A statement that is built and compiled once for each database instead of each time, which costs several times what
 * SQLite takes to run it. For those that every step runs; answers their rows. Of its values, `build` may only look at
 * how many a list has, and at which are undefined: for each such shape there is a statement.
 */
export function prepared<Arguments extends object, Row>(
  build: (db: Db, values: Arguments) => Compilable<Row>,
): (db: Db, values: Arguments) => Promise<Row[]> {
  const run = runner(build);
  return async (db, values) => (await run(db, values)).rows;
}

/** The same for an insert, update or delete; answers how many rows it touched. */
export function preparedChange<Arguments extends object>(
  build: (db: Db, values: Arguments) => Compilable<unknown>,
): (db: Db, values: Arguments) => Promise<number> {
  const run = runner(build);
  return async (db, values) => Number((await run(db, values)).numAffectedRows ?? 0n);
}

function runner<Arguments extends object, Row>(
  build: (db: Db, values: Arguments) => Compilable<Row>,
): (db: Db, values: Arguments) => Promise<QueryResult<Row>> {
  const made = new WeakMap<object, Map<string, CompiledQuery<Row>>>();
  return (db, given) => {
    const values = given as Values;
    const shape = shapeOf(values);
    if (shape === undefined) return db.executeQuery(build(db, given));
    // The same one for a database and all transactions on it.
    const { adapter } = db.getExecutor();
    const known = made.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
    made.set(adapter, known);
    const statement = known.get(shape) ?? build(db, placesFor(values) as Arguments).compile();
    known.set(shape, statement);
    const parameters = statement.parameters.map((one) => (one instanceof Place ? valueAt(values, one) : one));
    return db.executeQuery({ ...statement, parameters });
  };
}

/** What a statement for these values depends on; undefined where it is not worth keeping. */
function shapeOf(values: Values): string | undefined {
  let shape = '';
  for (const name in values) {
    const value = values[name];
    if (value === undefined) continue;
    shape += `${name};`;
    if (!isList(value)) continue;
    if (value.length > longestList) return undefined;
    shape += `${value.length};`;
  }
  return shape;
}

function placesFor(values: Values): Record<string, unknown> {
  const places = Object.entries(values).map(([name, value]) => {
    if (isList(value)) return [name, value.map((_, index) => new Place(name, index))];
    return [name, value === undefined ? undefined : new Place(name)];
  });
  return Object.fromEntries(places);
}

function valueAt(values: Values, { name, index }: Place): unknown {
  const value = values[name];
  return isList(value) && index !== undefined ? value[index] : value;
}

function isList(value: Values[string]): value is readonly Value[] {
  return typeof value === 'object' && value !== null;
}
