import assert from 'node:assert/strict';
import { type AnalyzedEmail, emailKey, isResolved, type RequestId } from '../../src/approval/request.ts';
import { anAlert, messageA } from '../support/builders.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';

const to = (name: string) => ({ networkMessageId: messageA, recipientEmailAddress: `${name}@contoso.com` });
const list = (...names: [string, ...string[]]): [AnalyzedEmail, ...AnalyzedEmail[]] => {
  const [first, ...rest] = names;
  return [to(first), ...rest.map(to)];
};

describe('an alert that comes after the decision', () => {
  let world: StepWorld;
  let first: RequestId;
  beforeEach(async () => {
    world = await startStepWorld({ verifyScheduleMs: [60_000] });
    ({ requestId: first } = await world.steps.receiveAlert(anAlert({ emails: list('mia', 'noa', 'ole') })));
    await world.work();
  });
  afterEach(() => world.close());

  async function decide(verb: 'approve' | 'reject'): Promise<void> {
    await world.click(verb, ana, first, { reason: 'so' });
    await world.work();
  }
  async function lookOnce(locations: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, location] of Object.entries(locations)) {
      world.mailboxes.locations.set(emailKey(to(name)), location);
    }
    world.mailboxes.otherwise = undefined;
    world.clock.advance(60_000);
    await world.work();
  }
  const alert = (...names: [string, ...string[]]) => world.steps.receiveAlert(anAlert({ emails: list(...names) }));
  async function asksFor(id: RequestId): Promise<string[]> {
    const emails = (await world.store.emails(id)).filter(isResolved);
    return emails.map(({ recipientEmailAddress }) => recipientEmailAddress.replace(/@.*/, ''));
  }

  it('opens a request for what is new alone, which names the earlier one on its card', async () => {
    await decide('approve');

    const late = await alert('mia', 'noa', 'pia');
    await world.work();

    assert.notEqual(late.requestId, first);
    assert.deepEqual(await asksFor(late.requestId), ['pia']);
    assert.equal(world.thread.posts.at(-1)?.view.earlierRequestId, first);
  });

  it('opens none where all of it is under way, and answers with the earlier one', async () => {
    await decide('approve');

    const late = await alert('mia', 'ole');
    await world.work();

    assert.equal(late.requestId, first);
    assert.equal(world.thread.posts.length, 1);
  });

  it('asks for everything again where the earlier one was rejected', async () => {
    await decide('reject');

    const late = await alert('mia', 'noa');

    assert.deepEqual(await asksFor(late.requestId), ['mia', 'noa']);
  });

  it('asks again for what the last look did not find gone, and not for what it cannot reach', async () => {
    await decide('approve');
    await lookOnce({ mia: 'others', noa: 'inbox_folder', ole: 'onprem_external' });
    assert.equal((await world.store.request(first))?.state, 'partlyVerified');

    const late = await alert('mia', 'noa', 'ole');
    await world.work();

    assert.deepEqual(await asksFor(late.requestId), ['noa']);
    assert.equal(world.thread.posts.at(-1)?.view.earlierRequestId, first);
  });

  it('asks again for what was not found at the last look', async () => {
    await decide('approve');
    await lookOnce({ mia: 'others', noa: 'others' });

    assert.deepEqual(await asksFor((await alert('mia', 'noa', 'ole')).requestId), ['ole']);
  });

  it('is not told to Graph twice within half an hour of the first, whatever was seen', async () => {
    await decide('approve');
    await lookOnce({ mia: 'inbox_folder', noa: 'inbox_folder', ole: 'inbox_folder' });
    const late = await alert('noa');
    await world.work();
    const { calls } = world.mailboxes;
    assert.equal(calls.length, 1);

    await world.click('approve', ana, late.requestId, { reason: 'again' });
    await world.work();
    assert.equal(calls.length, 1);
  });

  it('is told to Graph again after half an hour, where the mail is still there', async () => {
    await decide('approve');
    await lookOnce({ mia: 'inbox_folder', noa: 'inbox_folder', ole: 'inbox_folder' });
    const late = await alert('noa');
    world.clock.advance(31 * 60_000);
    await world.work();
    await world.click('approve', ana, late.requestId, { reason: 'again' });
    await world.work();

    assert.deepEqual(world.mailboxes.calls.at(-1)?.body.analyzedEmails, [to('noa')]);
    assert.equal(world.mailboxes.calls.length, 2);
  });
});
