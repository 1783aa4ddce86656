import {
  type Allowance,
  type Allowances,
  freeAt,
  fullAllowance,
  idleAt,
  type Place,
  placeKey,
  withDelay,
  withPause,
  withTaken,
} from '../allowance.ts';
import type { InTransaction } from './group-commit.ts';
import { fromJson } from './json-column.ts';
import type { Db } from './schema.ts';

export interface AllowanceParts {
  readonly db: Db;
  readonly inTransaction: InTransaction;
  /** Epoch milliseconds by the database's clock: the only one that all instances share. */
  readonly databaseNow: (db: Db) => Promise<number>;
  /** The database lets other writers in during a transaction. */
  readonly rowLocks: boolean;
}

const forgetEvery = 1_000;

/** Shared by all instances on this database: one short transaction a message, which holds the rows of its places. */
export function createStoredAllowances({ db, inTransaction, databaseNow, rowLocks }: AllowanceParts): Allowances {
  let takings = 0;

  /** In the order of their keys, whoever asks: otherwise two could wait for each other's rows. */
  async function hold(tx: Db, places: readonly Place[]): Promise<Held[]> {
    const held: Held[] = [];
    for (const place of places.toSorted(byKey)) {
      const key = placeKey(place);
      await tx
        .insertInto('allowance')
        .values({ key, state: JSON.stringify(fullAllowance), idle_at: 0 })
        .onConflict((conflict) => conflict.column('key').doNothing())
        .execute();
      const { state } = await tx
        .selectFrom('allowance')
        .select('state')
        .where('key', '=', key)
        .$if(rowLocks, (query) => query.forUpdate())
        .executeTakeFirstOrThrow();
      held.push({ place, allowance: fromJson<Allowance>(state) });
    }
    return held;
  }

  async function keep(tx: Db, place: Place, allowance: Allowance): Promise<void> {
    const change = { state: JSON.stringify(allowance), idle_at: idleAt(place.kind, allowance) };
    await tx.updateTable('allowance').set(change).where('key', '=', placeKey(place)).execute();
  }

  async function forgetIdle(): Promise<void> {
    takings += 1;
    if (takings % forgetEvery !== 0) return;
    await inTransaction(async (tx) => {
      await tx
        .deleteFrom('allowance')
        .where('idle_at', '<=', await databaseNow(tx))
        .execute();
    });
  }

  return {
    async take(places) {
      const taking = await inTransaction(async (tx) => {
        const held = await hold(tx, places);
        // Read while the rows are held: whoever held them before is earlier.
        const at = await databaseNow(tx);
        const wait = nextOf(held, at) - at;
        if (wait > 0) return { wait, at };
        for (const { place, allowance } of held) await keep(tx, place, withTaken(place.kind, allowance, at));
        return { wait, at };
      });
      await forgetIdle();
      return taking;
    },
    async delayed(places, at, byMs) {
      await inTransaction(async (tx) => {
        for (const { place, allowance } of await hold(tx, places))
          await keep(tx, place, withDelay(allowance, at, byMs));
      });
    },
    async look(places) {
      const keys = places.map(placeKey);
      const rows = await db.selectFrom('allowance').select(['key', 'state']).where('key', 'in', keys).execute();
      const states = new Map(rows.map(({ key, state }) => [key, fromJson<Allowance>(state)]));
      const now = await databaseNow(db);
      const seen = places.map((place) => ({ place, allowance: states.get(placeKey(place)) ?? fullAllowance }));
      return nextOf(seen, now) - now;
    },
    async close(place, forMs) {
      await inTransaction(async (tx) => {
        const [held] = await hold(tx, [place]);
        if (held) await keep(tx, place, withPause(place.kind, held.allowance, forMs, await databaseNow(tx)));
      });
    },
  };
}

interface Held {
  readonly place: Place;
  readonly allowance: Allowance;
}

function nextOf(held: readonly Held[], now: number): number {
  return Math.max(now, ...held.map(({ place, allowance }) => freeAt(place.kind, allowance, now)));
}

function byKey(a: Place, b: Place): number {
  return placeKey(a) < placeKey(b) ? -1 : 1;
}
