import assert from 'node:assert/strict';
import { before } from 'mocha';
import type { BrowserContextOptions, Locator } from 'playwright-core';
import { assertCutsNothing, assertFitsWidth, type DemoPage, type PersonKey } from './demo-page.ts';
import { withDemo } from './with-demo.ts';

const screens: Readonly<Record<string, BrowserContextOptions>> = {
  light: { viewport: { width: 1440, height: 1080 } },
  dark: { viewport: { width: 1440, height: 1080 }, colorScheme: 'dark' },
  phone: { viewport: { width: 360, height: 780 }, hasTouch: true },
};

/** One person's windows. */
interface Windows {
  readonly light: DemoPage;
  /** The same in each of them. */
  all(act: (window: DemoPage) => Promise<unknown>): Promise<void>;
  /** A picture of the same part in each of them, once it shows the text. */
  keep(name: string, part: (window: DemoPage) => Locator, text: string | RegExp): Promise<void>;
}

/** Made by clicking as people do, and kept in build/screenshots for somebody to look at. */
describe('What becomes of a request, in light and dark and on a phone', function () {
  this.timeout(40_000);
  const world = withDemo();
  let nobodyDecides = '';

  async function openWindows(person: PersonKey): Promise<Windows> {
    const named = await Promise.all(
      Object.entries(screens).map(async ([screen, options]) => ({
        screen,
        window: await world().open(person, options),
      })),
    );
    const light = named.find(({ screen }) => screen === 'light')?.window;
    assert.ok(light);
    return {
      light,
      async all(act) {
        await Promise.all(named.map(({ window }) => act(window)));
      },
      async keep(name, part, text) {
        await Promise.all(
          named.map(async ({ screen, window }) => {
            await part(window).getByText(text).first().waitFor({ timeout: 30_000 });
            await assertFitsWidth(window.page);
            await assertCutsNothing(window.page, '.card .ac-pushButton');
            await window.pictureOf(part(window), `${name}-${screen}`);
          }),
        );
      },
    };
  }

  const thread = (postId: string) => (window: DemoPage) => window.thread(postId);
  const lastAnswer = (window: DemoPage) => window.page.locator('#chat-feed .thread').last();
  const cardOf = (window: DemoPage, postId: string) => window.thread(postId).locator('.post:not(.reply) .card');
  const press = (window: DemoPage, postId: string, name: string) =>
    cardOf(window, postId).getByRole('button', { name, exact: true }).click();

  /** The post in the channel that comes of it. */
  async function postBy(act: () => Promise<unknown>): Promise<string> {
    const { teams } = world().demo.tenant;
    const known = new Set(teams.posts().map(({ id }) => id));
    await act();
    return teams.until(() => teams.posts().find(({ id }) => !known.has(id))?.id, 10_000);
  }

  async function hurry(window: DemoPage, on: boolean): Promise<void> {
    await window.page.getByLabel('Expire within half a minute').setChecked(on);
    await window.page
      .locator('.toast', { hasText: on ? 'The policy is changed' : 'The policy is as it was' })
      .waitFor();
  }

  async function say(windows: Windows, command: string): Promise<void> {
    await windows.light.page.locator('#chat-compose').getByRole('textbox').fill(command);
    await windows.light.page.keyboard.press('Enter');
  }

  // Its time runs while the others are looked at.
  before(async () => {
    const ben = await world().open('ben');
    await hurry(ben, true);
    nobodyDecides = await postBy(() => ben.control('Invoice with a macro'));
  });

  it('reject: by whom and why, and that nothing was done', async () => {
    const ben = await openWindows('ben');
    const postId = await world().newCard(1);
    const reason = cardOf(ben.light, postId).getByLabel(/^Reason/);
    await reason.fill('This is the real invoice.');

    await press(ben.light, postId, 'Reject');

    await ben.keep('reject', thread(postId), 'Rejected by');
  });

  it('calls for a decision that nobody makes', async () => {
    const ana = await openWindows('ana');

    await ana.keep('escalated', thread(nobodyDecides), 'Escalated on');

    await ana.all(async (window) => {
      const mentioned = window.thread(nobodyDecides).locator('.reply .mention');
      assert.deepEqual(await mentioned.allTextContents(), ['ana@contoso.com', 'ben@contoso.com']);
    });
    await hurry(ana.light, false);
  });

  it('no message named: found from the card, asked for, and named at last', async () => {
    const ana = await openWindows('ana');
    const reported = await postBy(() => ana.light.control('A user reports a phish'));
    await ana.keep('no-mail', thread(reported), 'The same search, to be typed:');

    await press(ana.light, reported, 'Find the mail');
    await ana.keep('no-mail-found', thread(reported), 'In 3 mailboxes: Inbox');
    await ana.light.thread(reported).getByRole('button', { name: 'Ask for removal' }).click();
    await ana.keep('no-mail-asked', thread(reported), 'Asked for from what was found');

    await ana.light.control('Defender names that message');
    await ana.keep('no-mail-named', thread(reported), 'Remove this email?');
  });

  it('approve and undo: what waits, what was submitted, what is proven, and how it comes back', async () => {
    const ana = await openWindows('ana');
    const postId = await world().newCard(0);
    await ana.keep('waiting', thread(postId), 'Approve');

    await press(ana.light, postId, 'Approve');

    await ana.keep('approve-submitted', thread(postId), 'Not yet verified');
    await ana.keep('approve-proven', thread(postId), /· (?:Partly v|V)erified: /);

    const undo = await postBy(() => press(ana.light, postId, 'Undo'));

    await ana.keep('undo-asked', thread(postId), 'Undo asked for with');
    await ana.keep('undo-waiting', thread(undo), 'Approve');
    await press(await world().open('ben'), undo, 'Approve');
    await ana.keep('undo-proven', thread(undo), '· Verified: ');
    await ana.keep('undo-done', thread(postId), 'What this request moved was put back with');
  });

  it('quorum: one of two, and complete', async () => {
    const [lea, ana] = [await openWindows('lea'), await world().open('ana')];
    const postId = await world().newCard(0);
    await cardOf(ana, postId).getByRole('button', { name: 'Change what will be done' }).click();
    await cardOf(ana, postId).getByLabel('What to do with the email').selectOption('hardDelete');

    await press(ana, postId, 'Approve');
    await lea.keep('quorum-one-of-two', thread(postId), '1 of 2 approvals');
    await press(lea.light, postId, 'Approve');

    await lea.keep('quorum-complete', thread(postId), 'Approved by ana@contoso.com and lea@contoso.com.');
  });

  it('expired: nothing was done, and somebody asks again', async () => {
    const ana = await openWindows('ana');
    await ana.keep('expired', thread(nobodyDecides), 'Ask again');

    const again = await postBy(() => press(ana.light, nobodyDecides, 'Ask again'));

    await ana.keep('expired-asked-again', thread(nobodyDecides), 'asked for it again');
    await ana.keep('asked-again', thread(again), 'Requested by ana@contoso.com');
  });

  it('shows all recipients of a wave to whoever asks', async () => {
    const ana = await openWindows('ana');
    const postId = await postBy(() => ana.light.control('A wave to 120 mailboxes'));
    await ana.keep('campaign', thread(postId), 'Show recipients');

    await ana.all((window) => press(window, postId, 'Show recipients'));

    await ana.keep('recipients', thread(postId), 'staff-005@contoso.com');
  });

  it('stats and lists in a chat, in the language of whoever asks', async () => {
    const ana = await openWindows('ana');
    await ana.all((window) => window.go('Personal chat'));
    for (const [command, text] of [
      ['stats', 'Requests in numbers'],
      ['history', 'Rejected'],
      ['find subject:invoice', 'Last reminder'],
    ] as const) {
      await say(ana, command);
      await ana.keep(command.split(' ')[0] ?? command, lastAnswer, text);
    }
    await ana.light.page.getByLabel('Language of your Teams').selectOption('de');

    await say(ana, 'stats');

    await ana.keep('stats-de', lastAnswer, '7 Tage');
  });

  it('a colleague asks in the channel, and a dialog makes a request of it', async () => {
    // Somebody who has not clicked as often in this minute.
    const lea = await openWindows('lea');
    const postId = await postBy(() => lea.light.control('A colleague asks for help'));
    await lea.all(async (window) => {
      await window.thread(postId).locator('summary').click();
      await window.thread(postId).getByRole('button', { name: 'Ask for a removal' }).click();
    });
    const dialog = (window: DemoPage) => window.page.locator('#task-dialog');
    await lea.keep('dialog', dialog, 'Ask for the removal');

    await dialog(lea.light).getByRole('button', { name: 'Ask for the removal' }).click();

    await dialog(lea.light)
      .getByText(/CS-\w{6}/)
      .first()
      .waitFor();
    await lea.light.pictureOf(dialog(lea.light), 'dialog-asked-light');
  });
});
