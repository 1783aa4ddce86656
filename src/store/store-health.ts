import { statSync } from 'node:fs';
import { ServiceError } from '../errors.ts';
import type { Clock } from '../workflow/ports.ts';
import { isDiskTrouble } from './sqlite-faults.ts';

/** A full disk often still takes the few bytes of a ping. */
const troubleMs = 60_000;

export interface StoreHealth {
  /** Remembers faults of the disk. */
  noted(fault: ServiceError): void;
  /** Throws `storeUnavailable` for a minute after the disk was full or failed, and where the files are not in place. */
  check(): void;
  /** Throws `storeUnavailable` where a file that was open at the start was deleted or replaced. */
  filesInPlace(): void;
}

/** `files` must exist. */
export function createStoreHealth(files: readonly string[], clock: Clock): StoreHealth {
  const atStart = files.map((file) => [file, identityOf(file)] as const);
  let trouble: { readonly fault: ServiceError; readonly at: number } | undefined;

  function filesInPlace(): void {
    if (atStart.every(([file, identity]) => identityOf(file) === identity)) return;
    // What is written to a deleted file is gone with the process: nothing of it may be acknowledged.
    throw new ServiceError(
      'storeUnavailable',
      'The database was deleted or replaced while it was in use. Put its files back or restart the service.',
      { retryable: true },
    );
  }
  return {
    noted(fault) {
      if (isDiskTrouble(fault)) trouble = { fault, at: clock.now() };
    },
    check() {
      filesInPlace();
      if (trouble && Math.abs(clock.now() - trouble.at) < troubleMs) throw trouble.fault;
    },
    filesInPlace,
  };
}

function identityOf(file: string): string | undefined {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
