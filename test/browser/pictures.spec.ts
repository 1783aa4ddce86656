import type { BrowserContextOptions, Locator } from 'playwright-core';
import { assertCutsNothing, assertFitsWidth, type DemoPage, type PersonKey } from './demo-page.ts';
import { withDemo } from './with-demo.ts';

const screens: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1440, height: 1080 } },
  dark: { viewport: { width: 1440, height: 1080 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 780 }, hasTouch: true },
};

/** One person's windows; what is clicked is clicked in the first. */
interface Windows {
  readonly first: DemoPage;
  /** A picture of the same part in each of them, once it shows the text. */
  keep(name: string, part: (window: DemoPage) => Locator, text: string | RegExp): Promise<void>;
}

/** What becomes of requests, made by clicking as people do, and kept as pictures for somebody to look at. */
describe('What becomes of a request, in light and dark and on a phone', function () {
  this.timeout(40_000);
  const world = withDemo();

  async function openWindows(person: PersonKey): Promise<Windows> {
    const named = await Promise.all(
      Object.entries(screens).map(async ([screen, options]) => ({
        screen,
        window: await world().open(person, options),
      })),
    );
    const [{ window: first } = { window: await world().open(person) }] = named;
    return {
      first,
      async keep(name, part, text) {
        for (const { screen, window } of named) {
          await part(window).getByText(text).first().waitFor({ timeout: 30_000 });
          await assertFitsWidth(window.page);
          await assertCutsNothing(window.page, '.card .ac-pushButton');
          await window.pictureOf(part(window), `${name}-${screen}`);
        }
      },
    };
  }

  const inThread = (postId: string) => (window: DemoPage) => window.thread(postId);
  const cardOf = (window: DemoPage, postId: string) => window.thread(postId).locator('.post:not(.reply) .card');
  const press = (window: DemoPage, postId: string, name: string) =>
    cardOf(window, postId).getByRole('button', { name, exact: true }).click();

  async function say(window: DemoPage, text: string): Promise<void> {
    await window.page.locator('#chat-compose').getByRole('textbox').fill(text);
    await window.page.keyboard.press('Enter');
  }

  /** The post that what is done makes. */
  async function newPost(make: () => Promise<unknown>): Promise<string> {
    const { teams } = world().demo.tenant;
    const before = new Set(teams.posts().map(({ id }) => id));
    await make();
    return teams.until(() => teams.posts().find(({ id }) => !before.has(id))?.id, 10_000);
  }

  it('shows who let it expire, and lets somebody ask again', async () => {
    const ana = await openWindows('ana');
    await ana.first.page.getByLabel('Expire in half a minute').check();
    const postId = await newPost(() => ana.first.control('Invoice with a macro'));

    await ana.keep('waiting-hurried', inThread(postId), 'Escalated on');
    await ana.keep('expired', inThread(postId), 'Ask again');

    await ana.first.page.getByLabel('Expire in half a minute').uncheck();
    const again = await newPost(() => press(ana.first, postId, 'Ask again'));
    await ana.keep('expired-asked-again', inThread(postId), 'asked for it again');
    await ana.keep('asked-again', inThread(again), 'Requested by ana@contoso.com');
  });

  it('shows an approval: what waits, what was submitted, what is proven, and how it is taken back', async () => {
    const ana = await openWindows('ana');
    const postId = await world().newCard(0);
    await ana.keep('waiting', inThread(postId), 'Approve');

    await press(ana.first, postId, 'Approve');
    await ana.keep('approve-submitted', inThread(postId), 'Not yet verified');
    await ana.keep('approve-proven', inThread(postId), 'What the mailboxes show');

    const undo = await newPost(() => press(ana.first, postId, 'Undo'));
    await ana.keep('undo-asked', inThread(postId), 'Undo');
    await ana.keep('undo-waiting', inThread(undo), 'Approve');
    const ben = await world().open('ben');
    await press(ben, undo, 'Approve');
    await ana.keep('undo-proven', inThread(undo), 'What the mailboxes show');
    await ana.keep('undo-done', inThread(postId), 'put back');
  });

  it('shows a quorum filling up, and a rejection', async () => {
    const [lea, ana] = [await openWindows('lea'), await world().open('ana')];
    const postId = await world().newCard(0);
    await cardOf(ana, postId).getByRole('button', { name: 'Change what will be done' }).click();
    await cardOf(ana, postId).getByLabel('What to do with the email').selectOption('hardDelete');
    await press(ana, postId, 'Approve');
    await lea.keep('quorum-one-of-two', inThread(postId), '1 of 2 approvals');
    await press(lea.first, postId, 'Approve');
    await lea.keep('quorum-complete', inThread(postId), 'What the mailboxes show');

    const rejected = await world().newCard(1);
    await cardOf(ana, rejected)
      .getByLabel(/^Reason/)
      .fill('This is the real invoice.');
    await press(ana, rejected, 'Reject');
    await lea.keep('reject', inThread(rejected), 'Rejected by');
  });

  it('answers with numbers, lists, recipients, and in the language of the person who asks', async () => {
    const ana = await openWindows('ana');
    const campaign = await newPost(() => ana.first.control('A wave to 120 mailboxes'));
    await press(ana.first, campaign, 'Show recipients');
    const lastAnswer = (window: DemoPage) => window.page.locator('#chat-feed .thread').last();
    await ana.keep('recipients', lastAnswer, 'maria.lopez@contoso.com');
  });
});
