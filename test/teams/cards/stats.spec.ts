import assert from 'node:assert/strict';
import { drawStatsCard, statsSummary } from '../../../src/teams/cards.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import type { StatsView } from '../../../src/workflow/stats-view.ts';
import { schemaProblems } from '../../cards/card-schema.ts';
import { style } from '../../cards/gallery.ts';
import { render } from '../../cards/render.ts';
import { busyStats, emptyStats, freshStats, quietStats } from '../../cards/stats-views.ts';
import { textOn } from '../../cards/walk.ts';

const views = { busyStats, emptyStats, freshStats, quietStats };
type Json = Readonly<Record<string, unknown>>;

/** Every chart of the card, in reading order. */
function chartsOf(part: unknown): Json[] {
  if (Array.isArray(part)) return part.flatMap(chartsOf);
  if (typeof part !== 'object' || part === null) return [];
  const { type } = part as Json;
  if (typeof type === 'string' && type.startsWith('Chart.')) return [part as Json];
  return Object.values(part).flatMap(chartsOf);
}

/** As a reader without charts has it: the words between tags. */
function shown(view: StatsView): string {
  const { html } = render(drawStatsCard(view, style));
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
const barsOf = (chart: Json = {}) => (chart['data'] as { x: string; y: number }[]).map(({ x, y }) => [x, y]);

describe('the card with the numbers', () => {
  for (const [name, view] of Object.entries(views)) {
    it(`is a good card and a small one: ${name}`, () => {
      const card = drawStatsCard(view, style);

      assert.deepEqual(schemaProblems(card), []);
      assert.deepEqual(render(card).complaints, []);
      assert.ok(Buffer.byteLength(JSON.stringify(card), 'utf16le') < 25_000);
    });
  }

  it('draws what ended in both periods as bars, with names and numbers in words', () => {
    const [week, month] = chartsOf(drawStatsCard(busyStats, style));

    assert.deepEqual([week?.['title'], month?.['title']], ['Last 7 days', 'Last 30 days']);
    assert.deepEqual(barsOf(month), [
      ['Verified: 139', 139],
      ['Partly verified: 9', 9],
      ['Not verified: 2', 2],
      ['Failed: 1', 1],
      ['Rejected: 24', 24],
      ['Expired: 6', 6],
      ['Withdrawn: 1', 1],
    ]);
    assert.deepEqual(barsOf(week)[0], ['Verified: 28', 28]);
  });

  it('draws times in one unit for each chart, and says each in its own', () => {
    const [, , decide, proof] = chartsOf(drawStatsCard(busyStats, style));

    assert.equal(decide?.['title'], 'Time to decide, in minutes');
    assert.deepEqual(barsOf(decide), [
      ['Median, last 7 days: 3.2 min', 3.2],
      ['Median, last 30 days: 4.1 min', 4.1],
      ['90th percentile, last 7 days: 48 min', 48],
      ['90th percentile, last 30 days: 2.5 hr', 150],
    ]);
    assert.equal(proof?.['title'], 'Time to proof, in minutes');
  });

  it('draws which part of the emails is proven', () => {
    const share = chartsOf(drawStatsCard(busyStats, style)).at(-1) ?? {};
    const [week] = share['data'] as { title: string; data: { legend: string; value: number }[] }[];

    assert.equal(week?.title, 'Last 7 days: 99.5% proven');
    assert.deepEqual(
      week?.data.map(({ legend, value }) => [legend, value]),
      [
        ['Proven: 1,199', 1_199],
        ['Not proven: 5', 5],
      ],
    );
  });

  it('shows the same numbers as tables where a client draws no charts', () => {
    const text = shown(busyStats);

    for (const row of [
      'Outcome 7 days 30 days Verified 28 139 Partly verified 3 9 Not verified 0 2 Failed 0 1 Rejected 5 24',
      'Time to decide: median 3.2 min 4.1 min Time to decide: 90th percentile 48 min 2.5 hr',
      'Time to proof: median 1 min 1.1 min Time to proof: 90th percentile 5.1 min 6.2 hr',
      'Sent to Microsoft Defender 1,204 10,377 Proven 1,199 10,290 Verified share 99.5% 99.1%',
      'Dry runs are not in these numbers: 2 ended in the last 7 days, 4 in the last 30.',
    ]) {
      assert.ok(text.includes(row), `${row}\nis not in\n${text}`);
    }
  });

  it('is read aloud with every number that matters', () => {
    const { speak } = drawStatsCard(busyStats, style) as { speak: string };

    for (const sentence of [
      'Last 7 days: 41 opened, 37 ended.',
      'Time to decide in the last 30 days: median 4.1 min, 90th percentile 2.5 hr.',
      'Verified share in the last 7 days: 99.5%, 1,199 of 1,204 emails.',
    ]) {
      assert.ok(speak.includes(sentence), sentence);
    }
  });

  it('says that nothing has ended, and shows no empty table', () => {
    assert.equal(shown(emptyStats), 'Requests in numbers No request has ended in the last 30 days.');
    assert.deepEqual(chartsOf(drawStatsCard(emptyStats, style)), []);
    assert.equal(statsSummary(emptyStats, wordsFor('en')), 'No request has ended in the last 30 days.');
  });

  it('says since when it counts, in UTC as it counts', () => {
    const card = drawStatsCard(freshStats, { locale: 'en-GB', timeZone: 'America/Los_Angeles' });

    assert.ok(textOn(card).includes('Counted since 20 Nov 2026.'));
    assert.ok(!shown(busyStats).includes('Counted since'));
  });

  it('has no chart for a week in which nothing ended, and a dash for what is not known', () => {
    const titles = chartsOf(drawStatsCard(quietStats, style)).map((chart) => chart['title']);

    assert.deepEqual(titles.slice(0, 2), ['Last 30 days', 'Time to decide, in minutes']);
    assert.ok(shown(quietStats).includes('Time to decide: median – 4.1 min'));
    assert.ok(shown(quietStats).includes('Last 7 days: 0 opened, 0 ended.'));
  });

  it('counts dry runs apart also where nothing else ended', () => {
    const dry = { ...emptyStats.month, ended: new Map([['dryRun', 3]] as const) };

    const text = shown({ week: { ...dry, days: 7 }, month: dry });

    assert.ok(text.includes('No request has ended in the last 30 days.'));
    assert.ok(text.includes('3 ended in the last 7 days, 3 in the last 30.'));
  });

  it('stays small with numbers as large as they can get', () => {
    const most = 999_999_999_999;
    const huge = (days: number) => ({
      days,
      opened: most,
      ended: new Map([...busyStats.month.ended.keys()].map((outcome) => [outcome, most])),
      timeToDecide: { count: most, medianMs: 4e10, p90Ms: 5e10 },
      timeToProof: { count: most, medianMs: 4e10, p90Ms: 5e10 },
      emails: { told: most, proven: most - 1 },
    });

    const card = drawStatsCard({ week: huge(7), month: huge(30), countedSince: 0 }, style);

    assert.ok(Buffer.byteLength(JSON.stringify(card), 'utf16le') < 25_000);
    assert.deepEqual(schemaProblems(card), []);
    assert.match(textOn(card), /99\.9%/, 'never all where one is missing');
  });
});
