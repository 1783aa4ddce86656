import type { Compilable, CompiledQuery } from 'kysely';
import type { Db } from './schema.ts';

/** Stands where an argument will, while the statement is built. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

const places = new Proxy({}, { get: (_target, name) => new Place(String(name)) });

/**
 * A statement that is built and compiled once for each database instead of each time, which costs several times what
 * SQLite takes to run it. For those that every step runs. `build` must not look at its arguments, only pass them on.
 */
export function prepared<Arguments extends Readonly<Record<string, string | number | null>>, Row>(
  build: (db: Db, values: Arguments) => Compilable<Row>,
): (db: Db, values: Arguments) => Promise<Row[]> {
  const made = new WeakMap<object, CompiledQuery<Row>>();
  return async (db, values) => {
    // The same one for a database and all transactions on it.
    const { adapter } = db.getExecutor();
    const known = made.get(adapter);
    const statement = known ?? build(db, places as Arguments).compile();
    if (!known) made.set(adapter, statement);
    const parameters = statement.parameters.map((one) => (one instanceof Place ? values[one.name] : one));
    const bound: CompiledQuery<Row> = { ...statement, parameters };
    return (await db.executeQuery(bound)).rows;
  };
}
