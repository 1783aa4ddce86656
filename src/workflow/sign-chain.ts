import { type CheckpointSigner, isOfDay } from '../approval/audit-checkpoint.ts';
import type { Clock, Log, Meter } from './ports.ts';
import type { Store } from './store-port.ts';

/**
 * At start and with every sweep: once a day, UTC, the end of the audit chain is signed. Of several instances one does
 * it: whoever holds the end sees what the others wrote. Never throws: what did not work now works at the next sweep.
 */
export async function signChain(ports: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly meter: Meter;
  readonly signer: CheckpointSigner;
}): Promise<void> {
  const { store, log, meter } = ports;
  try {
    const newest = await store.newestCheckpoint();
    if (newest !== undefined && isOfDay(newest, ports.clock.now())) return;
    const checkpoint = await store.transaction(async (tx) => {
      const end = await tx.lockAuditEnd();
      const now = ports.clock.now();
      const other = await tx.newestCheckpoint();
      if (end === undefined || (other !== undefined && isOfDay(other, now))) return undefined;
      const { seq, hash } = end;
      const signed = ports.signer.sign({ seq, hash, at: new Date(now).toISOString(), entries: seq });
      await tx.addCheckpoint(signed);
      return signed;
    });
    if (checkpoint === undefined) return;
    meter.count('countersign_audit_checkpoints_total', { result: 'signed' });
    // As one text: whoever keeps the log has a copy that can be checked, out of reach of the database.
    log.info({ seq: checkpoint.seq, checkpoint: JSON.stringify(checkpoint) }, 'The audit chain was signed');
  } catch (error) {
    meter.count('countersign_audit_checkpoints_total', { result: 'failed' });
    log.error({ error }, 'The audit chain could not be signed');
  }
}
