/**
 * Locks of our own (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS), held until the
 * transaction ends. Taken in this order: messages, requests (row locks), slots, audit.
 */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Locks } from './locks.ts';

/** First halves of the two-part keys; pg-boss and Kysely use one-part keys, which are another space. */
const messages = 0x43_53_01;
const slots = 0x43_53_02;
export const auditLock = 0x43_53_03;

/** So many locks are in use at most, however many messages are named; a server has room for several thousand. */
const buckets = 1_024;

export const postgresLocks: Locks = {
  async messages(db, keys) {
    // In one order, so that no two transactions wait for each other.
    const wanted = [...new Set(keys.map(bucketOf))].sort((a, b) => a - b);
    if (wanted.length === 0) return;
    await sql`select pg_advisory_xact_lock(${messages}::int, bucket) from unnest(${wanted}::int[]) as bucket`.execute(
      db,
    );
  },
  async slots(db) {
    await sql`select pg_advisory_xact_lock(${slots}::int, 0)`.execute(db);
  },
};

function bucketOf(key: string): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % buckets;
}
