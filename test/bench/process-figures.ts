import { existsSync, readFileSync } from 'node:fs';

/** False where the system keeps no /proc (macOS, Windows): then memory and CPU time are left out. */
export const hasProc = existsSync('/proc/self/status');

const bytesPerMegabyte = 1_000_000;
/** USER_HZ: Linux reports CPU time to programs in hundredths of a second on every architecture that Node runs on. */
const ticksPerSecond = 100;

/** VmRSS of a process in megabytes (10^6 bytes); NaN without /proc. */
export function residentMegabytes(pid: number): number {
  if (!hasProc) return Number.NaN;
  const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1_024) / bytesPerMegabyte;
}

/** VmHWM: the most that was ever resident, in megabytes; NaN without /proc. */
export function peakMegabytes(pid: number): number {
  if (!hasProc) return Number.NaN;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kibibytes) * 1_024) / bytesPerMegabyte;
}

/** CPU milliseconds, user and system, that a process has used since it began; NaN without /proc. */
export function cpuMilliseconds(pid: number): number {
  if (!hasProc) return Number.NaN;
  // The name of the program stands in brackets and may hold spaces: fields are counted from behind it.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticksPerSecond;
}
