import assert from 'node:assert/strict';
import { assertFitsWidth, type DemoPage } from './demo-page.ts';
import { withDemo } from './with-demo.ts';

const cardOf = (person: DemoPage, postId: string) => person.thread(postId).locator('.post:not(.reply) .card');
const says = (person: DemoPage, postId: string, text: string | RegExp) =>
  cardOf(person, postId).filter({ hasText: text }).waitFor();

async function press(
  person: DemoPage,
  postId: string,
  button: 'Approve' | 'Reject' | 'If you approved: take it back',
): Promise<void> {
  await cardOf(person, postId).getByRole('button', { name: button, exact: true }).click();
}

async function chooseHardDelete(person: DemoPage, postId: string): Promise<void> {
  await cardOf(person, postId).getByRole('button', { name: 'Change what will be done' }).click();
  await cardOf(person, postId).getByLabel('What to do with the email').selectOption('hardDelete');
}

async function show(person: DemoPage, postId: string, picture: string): Promise<void> {
  await person.page.evaluate(`document.querySelector('[data-post="${postId}"]').scrollIntoView()`);
  await person.picture(picture);
}

describe('Approvals in a real browser', function () {
  this.timeout(30_000);
  const world = withDemo();
  const tall = { viewport: { width: 1440, height: 1080 } };
  const dark = { ...tall, colorScheme: 'dark' } as const;

  /** Redraws of cards come late, as where Teams is busy: what a click is answered with stays to be seen. */
  function holdRedraws(times: number): void {
    world().demo.tenant.teams.fail({ on: 'update', status: 429, retryAfter: '3', times });
  }

  it('counts the same person once, lets them take it back, and lets a lead complete what an approver began', async () => {
    const { open, newCard } = world();
    const postId = await newCard(0);
    const [ana, ben, lea] = await Promise.all([open('ana', tall), open('ben', tall), open('lea', tall)]);
    await says(ana, postId, 'Needs 1 approval.');

    await chooseHardDelete(ana, postId);
    await press(ana, postId, 'Approve');

    const oneOfTwo = /1 of 2 approvals: Ana Ferrer \(ana@contoso\.com\), .{5,20}\. Still needed: one of SOC leads\./;
    await says(lea, postId, oneOfTwo);
    await show(lea, postId, 'quorum-one-of-two');
    await press(ana, postId, 'Approve');
    await says(ana, postId, 'You already approved this request. It waits for somebody else.');
    await says(ana, postId, oneOfTwo);
    await show(ana, postId, 'quorum-same-person');

    await press(ana, postId, 'If you approved: take it back');
    await says(lea, postId, 'Needs 2 approvals: one of the approvers and one of SOC leads. Nobody counts twice.');
    await press(ana, postId, 'Approve');
    await says(lea, postId, oneOfTwo);

    await press(ben, postId, 'Approve');
    await says(lea, postId, oneOfTwo);
    await says(lea, postId, /Also approved: Ben Okafor \(ben@contoso\.com\), .{5,20}\. Somebody else is needed\./);
    await says(lea, postId, 'Who may approve now: anyone in SOC leads');
    await show(lea, postId, 'quorum-also-approved');

    await press(lea, postId, 'Approve');
    const reply = ana.thread(postId).locator('.reply', { hasText: 'Submitted' });
    await reply.getByText('Approved by ana@contoso.com, ben@contoso.com, and lea@contoso.com.').waitFor();
    for (const who of ['ana@contoso.com', 'lea@contoso.com']) await says(ana, postId, `Approved by ${who} on `);
    await show(ana, postId, 'quorum-complete');
  });

  it('takes an approval away that was given for another action, and answers an old card with the new one', async () => {
    const { open, newCard } = world();
    const postId = await newCard(2);
    const [ana, ben] = await Promise.all([open('ana', tall), open('ben', dark)]);
    await says(ana, postId, 'Needs 2 approvals: two of the approvers. Nobody counts twice.');
    await press(ana, postId, 'Approve');
    await says(ben, postId, '1 of 2 approvals: Ana Ferrer (ana@contoso.com)');

    holdRedraws(1);
    await chooseHardDelete(ben, postId);
    await ben.picture('revision-choosing-dark');
    await press(ben, postId, 'Approve');

    const gone = /Changed by ben@contoso\.com \(.{5,20}\): the earlier approval by ana@contoso\.com no longer counts\./;
    await says(ben, postId, gone);
    await says(ana, postId, '1 of 2 approvals: Ana Ferrer (ana@contoso.com)');
    await press(ana, postId, 'Approve');
    await says(ana, postId, 'This request changed after you opened it, so your click was not counted.');
    await says(ana, postId, gone);
    await says(ana, postId, /1 approval so far: Ben Okafor \(ben@contoso\.com\)/);
    await show(ana, postId, 'revision-old-card');
    await show(ben, postId, 'revision-dark');
  });

  it('has one end where an approval and a rejection meet, and both people see it', async () => {
    const { open, newCard } = world();
    const postId = await newCard(1);
    const [ana, ben, lea] = await Promise.all([open('ana', tall), open('ben', dark), open('lea', tall)]);
    await chooseHardDelete(ana, postId);
    await press(ana, postId, 'Approve');
    for (const person of [ben, lea]) await says(person, postId, 'Still needed: one of SOC leads.');
    await cardOf(ben, postId)
      .getByLabel(/^Reason/)
      .fill('This is the real invoice.');

    holdRedraws(1);
    await Promise.all([press(ben, postId, 'Reject'), press(lea, postId, 'Approve')]);

    const end = /Rejected by ben@contoso\.com|Approved by lea@contoso\.com/;
    for (const person of [ben, lea]) await says(person, postId, end);
    const late = 'This request was already decided, as you see here. Your click changed nothing.';
    const texts = await Promise.all([ben, lea].map((person) => cardOf(person, postId).textContent()));
    assert.equal(texts.filter((text) => text?.includes(late)).length, 1, 'one of the two came second, and is told');
    assert.deepEqual(new Set(texts.map((text) => end.exec(text ?? '')?.[0])).size, 1, 'both see the same end');
    await show(ben, postId, 'race-dark');
    await show(lea, postId, 'race-light');
  });

  it('says on a phone who can approve, and that more mailboxes need a new approval', async () => {
    const { open, demo } = world();
    const { teams } = demo.tenant;
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };
    const ana = await open('ana', phone);
    const posts = teams.posts().length;
    await ana.control('A wave to 120 mailboxes');
    const postId = await teams.until(() => teams.posts()[posts]?.id, 8_000);
    await says(ana, postId, 'Needs 2 approvals: one of the approvers and one of SOC leads. Nobody counts twice.');
    await says(ana, postId, 'Soft delete from 120 mailboxes.');
    await press(ana, postId, 'Approve');
    await says(ana, postId, '1 of 2 approvals: Ana Ferrer');

    await ana.control('Two more mailboxes');

    await says(ana, postId, 'Soft delete from 122 mailboxes.');
    await says(ana, postId, /Changed because more emails joined \(.*ana@contoso\.com no longer counts\./);
    await assertFitsWidth(ana.page);
    await show(ana, postId, 'revision-phone');
    const requestId = /CS-\w{6}/.exec((await cardOf(ana, postId).textContent()) ?? '')?.[0] ?? 'none';
    await ana.go('Personal chat');
    await ana.page.locator('#chat-compose').getByRole('textbox').fill(`who can approve ${requestId}`);
    await ana.page.keyboard.press('Enter');
    await ana.page.locator('#chat-feed .card', { hasText: 'and anyone in SOC leads' }).waitFor();
    await assertFitsWidth(ana.page);
    await ana.picture('who-can-approve-phone');
  });
});
