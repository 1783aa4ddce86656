import assert from 'node:assert/strict';
import type { RequestId } from '../../src/approval/request.ts';
import type { FoundMessage } from '../../src/workflow/found-mail.ts';
import { buttonsOn, textOn } from '../cards/walk.ts';
import type { Delivery } from '../sandbox/tenant-types.ts';
import { anAlert, messageB } from '../support/builders.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { type Edge, startEdge } from './support/start-edge.ts';

const message: FoundMessage = {
  networkMessageId: messageB,
  receivedAt: Date.UTC(2026, 10, 20),
  sender: 'it@evil.example',
  subject: 'Your mailbox is full',
  recipients: ['hannah@contoso.com', 'preston@contoso.com'],
  recipientCount: 2,
  places: ['Inbox/Folder'],
};

/** The real bot in front of the real steps: clicks come as Teams sends them, with the data that stands on the card. */
describe('the card of an alert that named no message', () => {
  let edge: Edge;
  let world: StepWorld;
  let requestId: RequestId;
  let postId: string;
  before(async () => {
    edge = await startEdge({ steps: () => world.steps });
    edge.tenant.teams.limits = 'off';
  });
  beforeEach(async () => {
    world = await startStepWorld();
    const { teamId, channelId } = edge.channel;
    world.settings.alertChannel = { teamId, channelId };
    world.mailSearch.answer = { kind: 'found', messages: [message], more: false };
    await post();
  });
  afterEach(() => world.close());
  after(async () => {
    assert.deepEqual(edge.tenant.violations, []);
    await edge.close();
  });

  async function post(facts: object = { sender: { address: 'it@evil.example' }, subject: 'Your mailbox is full' }) {
    ({ requestId } = await world.steps.receiveAlert(anAlert({ emails: [], facts })));
    await world.work();
    const view = world.thread.posts.at(-1)?.view;
    assert.ok(view);
    postId = (await edge.teams.thread.postCard(edge.channel, view)).activityId;
  }
  const thread = () => edge.tenant.teams.posts().find((posted) => posted.id === postId)?.replies ?? [];
  const answered = (deliveries: readonly Delivery[]) =>
    deliveries[0]?.body as { readonly type: string; readonly value: Record<string, unknown> | string };
  const found = () => thread().at(-1)?.card ?? {};

  it('finds the mail into its thread, and makes a request of it with one more click', async () => {
    const [button, reject, ...others] = buttonsOn(edge.tenant.teams.posts().at(-1)?.card ?? {}).filter(
      ({ verb }) => verb,
    );
    assert.deepEqual([button?.['title'], reject?.['verb'], others], ['Find the mail', 'reject', []]);

    const answer = answered(await edge.tenant.teams.click({ as: 'ana', postId, verb: 'find' }));
    await edge.tenant.teams.click({ as: 'ana', postId: thread().at(-1)?.id ?? '', verb: 'request' });

    assert.equal(answer.type, 'application/vnd.microsoft.card.adaptive');
    assert.match(textOn(answer.value as Record<string, unknown>), /named no message in a mailbox/);
    assert.match(textOn(found()), /1 message was found\./);
    const [, removal] = (await world.store.openRequests({ limit: 5, offset: 0 })).requests;
    assert.partialDeepStrictEqual(removal, { emailCount: 2, requestedBy: 'ana@contoso.com' });
    assert.equal((await world.store.request(removal?.id ?? requestId))?.earlierRequestId, requestId);
    await world.work();
    const redrawn = world.thread.updates.findLast(({ view }) => view.requestId === requestId)?.view;
    assert.deepEqual(redrawn?.noMail?.asked, [removal?.id]);
  });

  it('is answered by clients without Action.Execute as well', async () => {
    await edge.tenant.teams.click({ as: 'ana', postId, verb: 'find', kind: 'submit' });

    assert.match(textOn(found()), /1 message was found\./);
    assert.equal(edge.tenant.teams.chat('ana').length, 0);
  });

  it('finds it in a personal chat for whoever opened the request there, and not in a group chat', async () => {
    await edge.tenant.teams.say(`show ${requestId}`, { as: 'ana', where: 'personal' });
    await edge.tenant.teams.say(`show ${requestId}`, { as: 'ana', where: 'groupChat' });
    const shown = (chat: 'ana' | 'group') => edge.tenant.teams.chat(chat).at(-1)?.id ?? '';
    const shared = answered(await edge.tenant.teams.click({ as: 'ana', postId: shown('group'), verb: 'find' }));
    await edge.tenant.teams.click({ as: 'ana', postId: shown('ana'), verb: 'find' });

    assert.match(String(shared.value), /Ask me in a personal chat/);
    assert.match(textOn(edge.tenant.teams.chat('ana').at(-1)?.card ?? {}), /1 message was found\./);
    assert.deepEqual(thread(), []);
  });

  it('tells the clicker alone why nothing was searched, or what to type where too little is known', async () => {
    world.mailSearch.answer = { kind: 'notSearched', problem: 'permission' };
    const notSearched = answered(await edge.tenant.teams.click({ as: 'ana', postId, verb: 'find' }));
    const outsider = answered(await edge.tenant.teams.click({ as: 'gus', postId, verb: 'find' }));
    await post({ title: 'User reported' });
    const tooLittle = answered(await edge.tenant.teams.click({ as: 'ana', postId, verb: 'find' }));

    assert.match(String(notSearched.value), /ThreatHunting\.Read\.All/);
    assert.match(String(outsider.value), /^Guests can't/);
    assert.match(String(tooLittle.value), /find from:evil\.example subject:"overdue invoice" last:7d/);
    assert.deepEqual(thread(), []);
    assert.equal(world.mailSearch.asked.length, 1);
  });

  it('refuses an approval that its card does not offer, and takes a rejection', async () => {
    const data = { requestId, revision: 1 };
    const approve = answered(await edge.tenant.teams.click({ as: 'ana', postId, verb: 'approve', data }));
    const reject = answered(
      await edge.tenant.teams.click({ as: 'ana', postId, verb: 'reject', inputs: { reason: 'Dealt with.' } }),
    );

    assert.match(String(approve.value), /names no message in a mailbox, so there is nothing to remove\. Find it first/);
    assert.match(textOn(reject.value as Record<string, unknown>), /Rejected[\s\S]*there was nothing to remove/);
  });
});
