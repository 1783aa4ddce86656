import type { BrowserContextOptions } from 'playwright-core';
import { assertFitsWidth, type DemoPage } from './demo-page.ts';
import { withDemo } from './with-demo.ts';

const screens: readonly [name: string, options: BrowserContextOptions][] = [
  ['stats-light', { viewport: { width: 1440, height: 1080 } }],
  ['stats-dark', { viewport: { width: 1440, height: 1080 }, colorScheme: 'dark' }],
  ['stats-phone', { viewport: { width: 360, height: 1080 }, hasTouch: true }],
];

/** The renderer of the demo draws no charts: what is seen is the table in their place. */
describe('Numbers in a real browser', function () {
  this.timeout(30_000);
  const world = withDemo();

  const cardOf = (person: DemoPage, postId: string) => person.thread(postId).locator('.post:not(.reply) .card');

  it('show what was decided, in light and dark and on a phone', async () => {
    const { open, newCard } = world();
    const [removed, harmless] = [await newCard(0), await newCard(1)];
    const ben = await open('ben', { viewport: { width: 1440, height: 1080 } });
    await cardOf(ben, removed).getByRole('button', { name: 'Approve' }).click();
    await ben.thread(removed).locator('.reply', { hasText: 'Submitted' }).waitFor();
    await cardOf(ben, harmless)
      .getByLabel(/^Reason/)
      .fill('This is the real invoice.');
    await cardOf(ben, harmless).getByRole('button', { name: 'Reject' }).click();
    await cardOf(ben, harmless).filter({ hasText: 'Rejected by' }).waitFor();
    for (const [name, options] of screens) {
      const ana = await open('ana', options);
      await ana.go('Personal chat');
      await ana.page.locator('#chat-compose').getByRole('textbox').fill('stats');
      await ana.page.keyboard.press('Enter');
      const card = ana.page.locator('#chat-feed .card', { hasText: 'Requests in numbers' }).last();
      await card.getByText('Rejected', { exact: true }).waitFor();
      await card.getByText('Time to decide: median').waitFor();
      await assertFitsWidth(ana.page);
      await card.scrollIntoViewIfNeeded();
      await ana.picture(name);
    }
  });
});
