import { EventEmitter } from 'node:events';
import { DatabaseSync } from 'node:sqlite';
import type { TransferThread } from '../../src/store/log-transfers.ts';
import type { TransferAnswer } from '../../src/store/transfer-thread.ts';

export interface ScriptedThread extends TransferThread {
  /** Everything it was asked for, in order. */
  readonly orders: string[];
  /** What can be transferred now. */
  transfer(): void;
  /** The same, and says so. */
  carryOut(): void;
  answer(answer: TransferAnswer): void;
  die(): void;
}

/** Does what the real thread does, on a connection of its own, when a test says so. */
export function scriptedThread(file: string): ScriptedThread {
  const events = new EventEmitter();
  const orders: string[] = [];
  const answer = (said: TransferAnswer) => void events.emit('message', said);
  const die = () => void events.emit('exit');
  function transfer(): void {
    const database = new DatabaseSync(file);
    database.exec('pragma wal_checkpoint(passive)');
    database.close();
  }
  return {
    orders,
    answer,
    die,
    transfer,
    carryOut() {
      transfer();
      answer({});
    },
    postMessage(order) {
      orders.push(order);
      if (order === 'end') die();
    },
    on: (event: string, listener: (...said: never[]) => void) => events.on(event, listener as () => void),
    ref: () => undefined,
    unref: () => undefined,
    terminate: async () => die(),
  };
}
