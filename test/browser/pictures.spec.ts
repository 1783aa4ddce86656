import type { BrowserContextOptions, Locator } from 'playwright-core';
import { assertCutsNothing, assertFitsWidth, type DemoPage, type PersonKey } from './demo-page.ts';
import { withDemo } from './with-demo.ts';

const screens: readonly [name: string, options: BrowserContextOptions][] = [
  ['light', { viewport: { width: 1440, height: 1080 } }],
  ['dark', { viewport: { width: 1440, height: 1080 }, colorScheme: 'dark' }],
  ['phone', { viewport: { width: 360, height: 780 }, hasTouch: true }],
];

/** What each request comes to, made by clicking, and kept as pictures for somebody to look at. */
describe('Pictures of the demo', function () {
  this.timeout(40_000);
  const world = withDemo();

  /** Three windows of one person: light, dark, a phone. */
  async function look(person: PersonKey): Promise<readonly (readonly [screen: string, window: DemoPage])[]> {
    return Promise.all(
      screens.map(async ([name, options]) => [name, await world().open(person, options)] as const),
    );
  }

  /** A picture of the part in each window, once it shows the text. */
  async function keep(
    windows: Awaited<ReturnType<typeof look>>,
    name: string,
    part: (window: DemoPage) => Locator,
    text: string | RegExp,
  ): Promise<void> {
    for (const [screen, window] of windows) {
      await part(window).getByText(text).first().waitFor({ timeout: 30_000 });
      await assertFitsWidth(window.page);
      await assertCutsNothing(window.page, '.card .ac-pushButton');
      await window.pictureOf(part(window), `${name}-${screen}`);
    }
  }

  const cardOf = (window: DemoPage, postId: string) => window.thread(postId).locator('.post:not(.reply) .card');
  const press = (window: DemoPage, postId: string, name: string) =>
    cardOf(window, postId).getByRole('button', { name, exact: true }).click();
  const posts = () => world().demo.tenant.teams.posts();

  it('show a request that was approved: first submitted, then proven, and then taken back', async () => {
    const postId = await world().newCard(0);
    const windows = await look('ana');
    const [, ana] = windows[0] ?? (await look('ana'))[0]!;
    await keep(windows, 'waiting', (window) => window.thread(postId), 'Approve');
    await press(ana, postId, 'Approve');
    await keep(windows, 'approve-submitted', (window) => window.thread(postId), 'Submitted:');
  });
});
