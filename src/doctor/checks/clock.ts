import { setTimeout as delay } from 'node:timers/promises';
import { defineCheck } from '../check.ts';
import { type Finding, fault, ok, skipped, warning } from '../finding.ts';
import { askMs } from '../probes/ask.ts';
import { botTenant } from '../probes/entra-document.ts';
import { readAnalyzedEmails } from '../probes/graph-reads.ts';

const slightMs = 60_000;
/** Webhook signatures, Teams' tokens and Entra's assertions are taken up to here. */
const mostMs = 300_000;

/** Positive: this machine is ahead of Microsoft's. */
export function judgeSkew(skewMs: number): Finding {
  const seconds = Math.round(Math.abs(skewMs) / 1_000);
  if (Math.abs(skewMs) <= slightMs) return ok('The clock agrees with those of Entra and Graph within a minute.');
  const remedy = {
    what: `The clock of this machine is ${seconds} s ${skewMs > 0 ? 'ahead of' : 'behind'} those of Entra and Graph.`,
    why: 'Beyond five minutes every token, every signed alert and every certificate-based login is refused; deadlines are off as much.',
    fix: 'Turn time synchronisation on: timedatectl set-ntp true (Linux), w32tm /resync (Windows). In a container it is the clock of the host.',
  };
  return Math.abs(skewMs) > mostMs ? fault(remedy) : warning(remedy);
}

export const clockCheck = defineCheck({
  needs: [],
  async look(_settings, patient) {
    const { clock } = patient.machine;
    // Each is compared when it arrives: the header has whole seconds, and a slow answer seems older by its delay.
    const skews = await Promise.all([
      inTime(botTenant(patient)).then((asked) =>
        asked?.kind === 'answered' ? skewOf(asked.headers, clock.now()) : undefined,
      ),
      inTime(readAnalyzedEmails(patient)).then((outcome) =>
        outcome?.kind === 'answered' ? skewOf(outcome.answer.headers, clock.now()) : undefined,
      ),
    ]);
    // A delay only ever makes it larger.
    const [least] = skews.filter((skew) => skew !== undefined).toSorted((a, b) => Math.abs(a) - Math.abs(b));
    return [least === undefined ? skipped('neither Entra nor Graph answered with a date') : judgeSkew(least)];
  },
});

/** Others tell of a side that keeps silent; its token alone may take as long as a check has. */
async function inTime<T>(probe: Promise<T>): Promise<T | undefined> {
  const over = new AbortController();
  const patience = delay(askMs, undefined, { signal: over.signal }).catch(() => undefined);
  try {
    return await Promise.race([probe, patience]);
  } finally {
    over.abort();
  }
}

function skewOf(headers: Headers, now: number): number | undefined {
  const date = Date.parse(headers.get('date') ?? '');
  return Number.isNaN(date) ? undefined : now - date;
}
