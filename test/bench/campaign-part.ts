/** One alert about a mail to ten thousand people, from the alert to the reply that says that all of it was submitted. */
import { randomUUID } from 'node:crypto';
import type { PartResult } from './past-part.ts';
import { peakMegabytes } from './process-figures.ts';
import { approve } from './round-trips.ts';
import { median } from './statistics.ts';
import { openSubjectWorld } from './subject-world.ts';
import { full } from './subjects.ts';
import { markdownTable, shown } from './table.ts';

const batchSize = 1_000;
const patienceMs = 120_000;

const rows = [
  ['alert answer, ms', 'alertMs', 0],
  ['alert to card, ms', 'cardMs', 0],
  ['click answer, ms', 'clickMs', 0],
  ['click to the reply after the last batch, ms', 'repliedMs', 0],
  ['batches told to Graph', 'batches', 0],
  ['most memory ever resident, MB', 'peakMegabytes', 0],
  ['largest card, bytes', 'cardBytes', 0],
] as const;
type CampaignFigures = Readonly<Record<(typeof rows)[number][1], number>>;

export async function measureCampaign(
  recipients: number,
  rounds: number,
  note: (text: string) => void,
): Promise<PartResult> {
  const trials: CampaignFigures[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    trials.push(await runCampaign(recipients));
    note(`campaign: round ${round} of ${rounds}`);
  }
  const lines = rows.map(([label, key, digits]) => [label, shown(median(trials.map((one) => one[key])), digits)]);
  return {
    title: `One campaign of ${recipients.toLocaleString('en')} recipients in batches of ${batchSize}, medians of ${rounds} rounds.`,
    table: markdownTable(['', 'Countersign'], lines),
    figures: trials,
  };
}

async function runCampaign(recipients: number): Promise<CampaignFigures> {
  const world = await openSubjectWorld(full, { env: { REMEDIATION_BATCH_SIZE: String(batchSize) } });
  const { tenant, cards } = world;
  const batches = Math.ceil(recipients / batchSize);
  const alert = await tenant.pushAlert(campaignAlert(tenant.alertSource.name, recipients));
  if (alert.status !== 202) throw new Error(`An alert was answered ${alert.status}.`);
  const startedAt = performance.now() - alert.milliseconds;
  const post = await cards.posted((alert.body as { requestId: string }).requestId);
  const cardMs = performance.now() - startedAt;

  const clickedAt = performance.now();
  const click = await approve(tenant, post);
  if (click.status !== 200) throw new Error(`A click was answered ${click.status}.`);
  let cardBytes = 0;
  await tenant.teams.until(() => {
    cardBytes = Math.max(cardBytes, Buffer.byteLength(JSON.stringify(post.card ?? {})));
    return post.replies.length > 0 && tenant.graph.remediations.length >= batches;
  }, patienceMs);
  const repliedMs = performance.now() - clickedAt;
  const figures = {
    alertMs: alert.milliseconds,
    cardMs,
    clickMs: click.milliseconds,
    repliedMs,
    batches: tenant.graph.remediations.length,
    peakMegabytes: peakMegabytes(world.process.pid),
    cardBytes,
  };
  await world.close();
  return figures;
}

function campaignAlert(source: string, recipients: number): Record<string, unknown> {
  const networkMessageId = randomUUID();
  return {
    source,
    alertId: randomUUID(),
    title: 'Email messages from a campaign removed after delivery',
    severity: 'high',
    subject: 'Your parcel could not be delivered',
    sender: { address: 'parcel@contoso-post.example', displayName: 'Parcel service' },
    emails: Array.from({ length: recipients }, (_, number) => ({
      networkMessageId,
      recipientEmailAddress: `person-${number}@contoso.com`,
    })),
  };
}
