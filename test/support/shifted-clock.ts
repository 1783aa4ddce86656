/**
 * Preloaded into the service (`node --import`): its clock shows as many milliseconds more as the file TEST_CLOCK says,
 * which is read at SIGUSR2. Timers run on, as they do when somebody sets the clock of a machine.
 */
import { readFileSync } from 'node:fs';

const RealDate = Date;
const file = process.env['TEST_CLOCK'] ?? '';
let shift = 0;

class ShiftedDate extends RealDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(ShiftedDate.now());
    else super(...(given as [number]));
  }
  static override now(): number {
    return RealDate.now() + shift;
  }
}

globalThis.Date = ShiftedDate as DateConstructor;
process.on('SIGUSR2', () => {
  shift = Number(readFileSync(file, 'utf8'));
  process.stdout.write(`${JSON.stringify({ message: `The clock shows ${shift} ms more` })}\n`);
});
