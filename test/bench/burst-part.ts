/** Hundreds of alerts at once, for one channel that keeps Teams' published limits: when can an analyst see the last? */
import type { PartResult } from './past-part.ts';
import { inParallel, pushFreshAlert } from './round-trips.ts';
import { median } from './statistics.ts';
import { openSubjectWorld, type SubjectWorld } from './subject-world.ts';
import { full } from './subjects.ts';
import { markdownTable, shown } from './table.ts';

const atOnce = 16;
const patienceMs = 600_000;

const rows = [
  ['last alert answered after, s', 'takenSeconds', 1],
  ['last request on a card or in a summary after, s', 'shownSeconds', 1],
  ['messages in the channel by then', 'posts', 0],
  ['summaries among them', 'summaries', 0],
] as const;
type BurstFigures = Readonly<Record<(typeof rows)[number][1], number>>;

export async function measureBurst(alerts: number, rounds: number, note: (text: string) => void): Promise<PartResult> {
  const trials: BurstFigures[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    trials.push(await runBurst(alerts));
    note(`burst: round ${round} of ${rounds}`);
  }
  const lines = rows.map(([label, key, digits]) => [label, shown(median(trials.map((one) => one[key])), digits)]);
  return {
    title: `A burst of ${alerts} alerts for one channel, Teams' published limits kept on both sides, medians of ${rounds} rounds.`,
    table: markdownTable(['', 'Countersign'], lines),
    figures: trials,
  };
}

async function runBurst(alerts: number): Promise<BurstFigures> {
  const world = await openSubjectWorld(full, { limits: 'published' });
  const wanted = new Set<string>();
  const startedAt = performance.now();
  await inParallel(alerts, atOnce, async () => {
    wanted.add((await pushFreshAlert(world)).requestId);
  });
  const takenSeconds = (performance.now() - startedAt) / 1_000;
  const missing = new Set(wanted);
  await world.tenant.teams.until(() => {
    for (const { ids } of messages(world)) for (const id of ids) missing.delete(id);
    return missing.size === 0;
  }, patienceMs);
  const shownSeconds = (performance.now() - startedAt) / 1_000;
  const all = messages(world);
  const figures = {
    takenSeconds,
    shownSeconds,
    posts: all.length,
    summaries: all.filter(({ ids }) => ids.length > 1).length,
  };
  await world.close();
  return figures;
}

function messages({ tenant }: SubjectWorld): { ids: string[] }[] {
  return tenant.teams.posts().map(({ card }) => ({
    ids: [...new Set(JSON.stringify(card ?? {}).match(/CS-[0-9A-Z]{6}/g) ?? [])],
  }));
}
