import assert from 'node:assert/strict';
import { says } from '../support/flow-world.ts';
import { assertCutsNothing, assertFitsWidth } from './demo-page.ts';
import { type DemoInBrowser, withDemo } from './with-demo.ts';

describe('The demo in a real browser', function () {
  this.timeout(30_000);
  const world = withDemo();
  const open = (...args: Parameters<DemoInBrowser['open']>) => world().open(...args);
  const newCard = (sample: 0 | 1 | 2) => world().newCard(sample);

  it('shows three alerts as cards as soon as it is there', async () => {
    const ana = await open('ana');

    await ana.page.getByRole('button', { name: 'Approve' }).nth(2).waitFor();

    assert.equal(await ana.page.locator('.thread .card').count(), 3);
    await ana.picture('channel-light');
  });

  it('begins with a card in sight that one approval is enough for, as its tour says', async () => {
    const ana = await open('ana');
    const newest = ana.page.locator('.thread').nth(2);
    await newest.getByText('Needs 1 approval.').waitFor();

    const inSight = await ana.page.evaluate<boolean[]>(`
      [...document.querySelectorAll('.thread')].map((thread) => {
        const room = document.querySelector('#channel-scroller').getBoundingClientRect();
        const approve = [...thread.querySelectorAll('button')].find(({ textContent }) => textContent === 'Approve');
        const { top, bottom } = approve.getBoundingClientRect();
        return top >= room.top && bottom <= room.bottom;
      })`);

    assert.deepEqual(inSight, [false, false, true]);
    assert.equal(await ana.page.locator('.guide li').first().textContent(), 'Approve the newest card as Ana.');
  });

  it('says of what Defender names whether somebody had reported it, and who tells', async () => {
    const ana = await open('ana');
    const { teams } = world().demo.tenant;
    const posts = teams.posts().length;

    await ana.control('Defender names that message');

    await ana.page.locator('.toast', { hasText: 'no user reported it before' }).waitFor();
    const postId = await teams.until(() => teams.posts()[posts]?.id, 8_000);
    await ana.thread(postId).getByText('Reported by defender').waitFor();
    await ana.picture('defender-names');
    const tour = (await ana.page.locator('.guide').textContent()) ?? '';
    const [, button = ''] = /Press “(.+?)”/.exec(tour) ?? [];
    await ana.control(button);
    await ana.control('Defender names that message');
    await ana.page.locator('.toast', { hasText: 'Defender’s last one again' }).waitFor();
    const reportedId = await teams.until(() => teams.posts()[posts + 1]?.id, 8_000);
    await ana.thread(reportedId).getByRole('button', { name: 'Approve' }).waitFor();
  });

  it('lets Ana approve: the card changes for Ben too, the thread gets the tracking link, the mail is gone', async () => {
    const postId = await newCard(0);
    const [ana, ben] = await Promise.all([open('ana'), open('ben')]);
    await ben.thread(postId).getByRole('button', { name: 'Approve' }).waitFor();

    await ana.thread(postId).getByRole('button', { name: 'Approve' }).click();

    await ben.thread(postId).locator('.post:not(.reply) .card', { hasText: 'Approved by ana@' }).waitFor();
    assert.equal(await ben.thread(postId).getByRole('button', { name: 'Approve' }).count(), 0);
    await ana
      .thread(postId)
      .locator('.reply')
      .getByRole('link', { name: /Action center/i })
      .click();
    assert.match(
      (await ana.page.locator('#link-address').textContent()) ?? '',
      /^https:\/\/security\.microsoft\.com\/action-center/,
    );
    await ana.picture('tracking-link');
    await ana.page.getByRole('button', { name: 'Close', exact: true }).click();
    await ana.picture('approved');
    await ana.go('Mailboxes');
    await ana.page.locator('.panel').first().getByText('In no inbox any more').waitFor();
    await ana.picture('mailboxes');
    const second = await newCard(2);
    await ana.page.setViewportSize({ width: 1260, height: 1400 });
    await ana.go('Channel');
    await ana.thread(second).getByRole('button', { name: 'Approve' }).click();
    await ana.thread(second).getByText('Who may approve now: ben@contoso.com').waitFor();
    await ana.thread(postId).locator('.reply', { hasText: '4 of 4 emails left the inbox.' }).waitFor();
    await ana.page.evaluate(`document.querySelector('#channel-scroller').scrollTo(0, 99_999)`);
    await ana.picture('channel-overview');
  });

  for (const [person, sentence] of [
    ['eve', /does not name you/],
    ['gus', /Guests can't decide here/],
  ] as const) {
    it(`refuses ${person} in private and leaves the card as it was`, async () => {
      const postId = await newCard(1);
      const [outsider, ana] = await Promise.all([open(person), open('ana')]);

      await outsider.thread(postId).getByRole('button', { name: 'Approve' }).click();

      const toast = outsider.page.locator('.toast', { hasText: sentence });
      await toast.waitFor();
      assert.match((await toast.textContent()) ?? '', /^Only .+ sees this/);
      assert.equal(await ana.page.locator('.toast').count(), 0);
      assert.equal(await outsider.thread(postId).getByRole('button', { name: 'Approve' }).count(), 1);
      assert.equal(
        world()
          .demo.tenant.teams.posts()
          .find((post) => post.id === postId)?.replies.length,
        0,
      );
      await outsider.picture(`refused-${person}`);
    });
  }

  it('can be used with the keyboard alone', async () => {
    const postId = await newCard(1);
    const ana = await open('ana');
    await ana.thread(postId).getByRole('button', { name: 'Approve' }).waitFor();
    const { keyboard } = ana.page;

    await keyboard.press('Tab');
    await ana.page.locator('#skip-link:focus').waitFor();
    await keyboard.press('Enter');
    const wanted = ana.thread(postId).locator('button:focus', { hasText: 'Approve' });
    for (let presses = 0; presses < 120 && (await wanted.count()) === 0; presses++) await keyboard.press('Tab');
    await ana.picture('keyboard-focus');
    await keyboard.press('Enter');

    const decided = ana.thread(postId).locator('.card', { hasText: 'Approved by ana@' }).first();
    await decided.waitFor();
    const inCard = await ana.page.evaluate(`document.activeElement?.closest('.thread')?.dataset.post`);
    assert.equal(inCard, postId, 'focus stays at the card that was decided');
  });

  it('counts a click that is delivered twice once', async () => {
    const postId = await newCard(1);
    const ana = await open('ana');
    await ana.page.getByLabel('Deliver it twice').check();

    await ana.thread(postId).getByRole('button', { name: 'Approve' }).click();

    await ana.page.locator('.toast', { hasText: 'Delivered 2 times' }).waitFor();
    await ana.thread(postId).locator('.reply').first().waitFor();
    await ana.go('Mailboxes');
    const panel = ana.page.locator('.panel').first();
    await panel.getByText('In no inbox any more').waitFor();
    assert.equal(await panel.locator('.too-often').count(), 0);
    assert.equal(await panel.getByText('Once').count(), await panel.locator('tbody tr').count());
  });

  it('loses nothing when the plug is pulled', async () => {
    const postId = await newCard(0);
    const ben = await open('ben');

    await ben.page.getByRole('button', { name: 'Pull the plug' }).click();
    await ben.page.locator('.toast', { hasText: 'is back' }).waitFor({ timeout: 20_000 });
    await ben.thread(postId).getByRole('button', { name: 'Approve' }).click();

    await ben.thread(postId).locator('.reply', { hasText: 'Submitted' }).waitFor();
  });

  it('finds out by itself what became of a call whose answer was lost', async () => {
    const postId = await newCard(0);
    const ana = await open('ana');
    const mode = (words: string) => ana.page.getByText(words, { exact: true }).click();
    await mode('Does it, but the answer is lost');

    await ana.thread(postId).getByRole('button', { name: 'Approve' }).click();

    await ana.thread(postId).locator('.reply', { hasText: 'Not clear yet' }).waitFor();
    await ana.picture('not-clear-yet');
    await mode('Answers at once');
    await ana.thread(postId).locator('.reply', { hasText: 'Submitted' }).waitFor({ timeout: 25_000 });
    await ana.picture('reconciled');
  });

  it('makes a few messages of sixty alerts, each of which opens and can be decided', async () => {
    const ana = await open('ana');
    await ana.page.getByRole('button', { name: '60 alerts at once' }).click();
    const { teams } = world().demo.tenant;
    const summaryId = await teams.until(
      () => teams.posts().find(({ card }) => says(card, 'came in at once'))?.id,
      20_000,
    );
    // Of these, one approver decides.
    const line = ana.thread(summaryId).getByText('Overdue invoice').first();
    await line.waitFor();
    await ana.picture('summary');
    const requestId = /CS-\w{6}/.exec((await line.textContent()) ?? '')?.[0] ?? 'none';
    const listed = ana.thread(summaryId).getByRole('button', { name: `Open ${requestId}` });

    await listed.click();
    const isOwn = ({ id, card }: { id: string; card?: unknown }) => id !== summaryId && says(card, requestId);
    await teams.until(() => teams.posts().find(isOwn), 20_000);
    await ana.thread(summaryId).getByText('It has a card of its own in the channel now').waitFor();
    await ana.thread(summaryId).getByRole('button', { name: 'Approve' }).click();

    const own = await teams.until(() => teams.posts().find((post) => isOwn(post) && post.replies[0]), 20_000);
    const decided = `${requestId}[^"]* approved by [^"]* has its own card`;
    await teams.until(
      () => teams.posts().some(({ id, card }) => id === summaryId && new RegExp(decided).test(JSON.stringify(card))),
      20_000,
    );
    const submitted = ana.thread(own.id).locator('.reply', { hasText: 'Submitted' });
    await submitted.waitFor();
    await submitted.scrollIntoViewIfNeeded();
    await ana.picture('summary-decided');
  });

  it('answers a command in the personal chat and shows an audit log in which each entry fits', async () => {
    const ben = await open('ben', { colorScheme: 'dark' });
    await ben.go('Personal chat');

    await ben.page.locator('#chat-compose').getByRole('button', { name: 'pending' }).click();

    await ben.page.locator('#chat-feed .from-bot').first().waitFor();
    await ben.picture('chat-dark');
    await ben.go('Audit log');
    await ben.page.locator('.chain-summary.whole').waitFor();
    await ben.page.locator('.entry', { hasText: 'Approval recorded' }).first().click();
    await ben.page.locator('.entry-data', { hasText: '"approverUpn"' }).waitFor();
    await ben.picture('audit-dark');
  });

  it('fits a phone', async () => {
    const gus = await open('gus', { viewport: { width: 390, height: 844 }, hasTouch: true });

    for (const view of ['Channel', 'Personal chat', 'Mailboxes', 'Audit log'] as const) {
      await gus.go(view);
      await assertFitsWidth(gus.page);
      await gus.picture(`phone-${view.toLowerCase().replace(' ', '-')}`);
    }
  });

  it('cuts nothing off on a small phone', async () => {
    const lea = await open('lea', { viewport: { width: 320, height: 720 }, hasTouch: true });
    const card = lea.page.locator('.thread .card', { has: lea.page.getByRole('button', { name: 'Approve' }) }).last();

    await card.getByRole('button', { name: 'Change what will be done' }).click();

    await card.getByLabel("Include an internal sender's copy").scrollIntoViewIfNeeded();
    await lea.picture('small-phone');
    await assertFitsWidth(lea.page);
    for (const part of ['.topbar', '.persona-name', '.ac-toggleInput']) await assertCutsNothing(lea.page, part);
  });

  it('has a dark theme and remembers it', async () => {
    const eve = await open('eve');

    await eve.page.getByRole('button', { name: 'Switch to the dark theme' }).click();
    await eve.page.reload();

    await eve.page.getByRole('button', { name: 'Switch to the light theme' }).waitFor();
    await eve.page.locator('.card').last().waitFor();
    await eve.picture('channel-dark');
  });
});
