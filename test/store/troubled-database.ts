import { DatabaseSync } from 'node:sqlite';

/** A real database whose disk, or whose neighbour, gives trouble when a test says so. */
export class TroubledDatabase extends DatabaseSync {
  /** Every `begin`, `commit` and `rollback` that went through, in order. */
  readonly log: string[] = [];
  /** Commits meet a full disk. */
  full = false;
  /** Another program holds the database. */
  held = false;
  attempts = 0;

  override exec(sql: string): void {
    if (sql === 'begin immediate') this.attempts += 1;
    if (sql === 'begin immediate' && this.held) throw fault(5, 'database is locked');
    if (sql === 'commit' && this.full) throw fault(13, 'database or disk is full');
    super.exec(sql);
    if (/^(begin immediate|commit|rollback)$/.test(sql)) this.log.push(sql);
  }
}

function fault(errcode: number, message: string): Error {
  return Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode });
}
