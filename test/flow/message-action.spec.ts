import assert from 'node:assert/strict';
import { cardOf } from '../sandbox/teams/message-actions.ts';
import { people } from '../sandbox/teams/people.ts';
import type { Delivery } from '../sandbox/tenant-types.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

const networkMessageId = '3f2a1b0c-9d8e-4f7a-8b6c-5d4e3f2a1b0c';

describe('the action on somebody’s message, through the running service', () => {
  let world: FlowWorld;
  before(async () => {
    const { ana, ben, lea } = people;
    world = await startFlow({
      policy: {
        approvers: { users: [ana.upn, ben.upn, lea.upn] },
        rules: [{ when: { severity: ['high'] }, require: [{ from: 'approvers', count: 2 }] }],
      },
    });
    for (const recipientEmailAddress of ['mia@contoso.com', 'noa@contoso.com']) {
      world.tenant.graph.addMail({ networkMessageId, recipientEmailAddress, subject: 'Your parcel' });
    }
  });
  after(async () => {
    assert.doesNotMatch(world.service.logs.join('\n'), /mia@contoso|Phishing reported|evil\.example/);
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  const alert = () =>
    world.tenant.teams.post(
      {
        html: `<p><b>Phishing reported</b></p><table><tr><td>Network Message ID</td><td>${networkMessageId}</td></tr>
          <tr><td>Recipients</td><td>mia@contoso.com, noa@contoso.com</td></tr><tr><td>Sender</td><td>parcel@evil.example</td></tr></table>`,
      },
      { as: 'eve' },
    );
  const textOf = (delivery: Delivery) => JSON.stringify(cardOf(delivery));

  it('turns it into a request: filled in, confirmed, approved on its card, and removed', async () => {
    const { teams, graph } = world.tenant;
    const { id: postId } = alert();

    const dialog = await teams.openDialog({ as: 'ana', postId });
    assert.equal(dialog.status, 200);
    assert.match(textOf(dialog), /mia@contoso\.com\\nnoa@contoso\.com/);
    assert.doesNotMatch(textOf(dialog), /evil/);
    const done = await teams.submitDialog({ as: 'ana', postId, dialog, inputs: { reason: 'Reported by Eve.' } });
    const requestId = /CS-[0-9A-Z]{6}/.exec(textOf(done))?.[0] ?? '';
    assert.match(textOf(done), /waits for a decision\. Its card is in the alert channel\./);

    const card = await eventually(world, () =>
      teams.posts().find((post) => post.from === 'bot' && says(post.card, requestId)),
    );
    assert.ok(says(card.card, 'Requested by ana@contoso.com, because: Reported by Eve.'));
    await teams.click({ as: 'ben', postId: card.id, verb: 'approve' });
    await eventually(world, () => card.replies.length > 0);

    const [sent] = graph.remediations.map(({ body }) => body as { action: string; analyzedEmails: unknown[] });
    assert.equal(sent?.action, 'softDelete');
    assert.deepEqual(sent?.analyzedEmails, [
      { networkMessageId, recipientEmailAddress: 'mia@contoso.com' },
      { networkMessageId, recipientEmailAddress: 'noa@contoso.com' },
    ]);
    // Nothing was written under the message itself.
    assert.equal(teams.posts().find(({ id }) => id === postId)?.replies.length, 0);
  });

  it('is as severe as the message says, so a rule on high severity asks for two', async () => {
    const { teams, graph } = world.tenant;
    const severe = {
      networkMessageId: '5b4c3d2e-1f0a-4b9c-8d7e-7f6a5b4c3d2e',
      recipientEmailAddress: 'mia@contoso.com',
    };
    graph.addMail({ ...severe, subject: 'Your payroll' });
    const { id: postId } = teams.post(
      { text: `Severity: High\nNMID: ${severe.networkMessageId}\nTo: mia@contoso.com` },
      { as: 'eve' },
    );
    const dialog = await teams.openDialog({ as: 'ana', postId });
    const done = await teams.submitDialog({ as: 'ana', postId, dialog });
    const requestId = /CS-[0-9A-Z]{6}/.exec(textOf(done))?.[0] ?? '';

    const card = await eventually(world, () =>
      teams.posts().find((post) => post.from === 'bot' && says(post.card, requestId)),
    );
    assert.ok(says(card.card, `High severity · ${requestId}`));
    await teams.click({ as: 'ben', postId: card.id, verb: 'approve' });
    const stillOpen = await eventually(
      world,
      () => says(world.card(requestId).card, 'ben@contoso.com') && world.card(requestId),
    );
    const sentFor = () =>
      graph.remediations.filter(({ body }) => JSON.stringify(body).includes(severe.networkMessageId)).length;
    assert.deepEqual([stillOpen.replies.length, sentFor()], [0, 0]);
    await teams.click({ as: 'lea', postId: card.id, verb: 'approve' });
    await eventually(world, () => sentFor() === 1);
  });

  it('makes no second request of what was asked for before, however often Teams sends it', async () => {
    const { teams } = world.tenant;
    const other = '4a3b2c1d-0e9f-4a8b-9c7d-6e5f4a3b2c1d';
    const { id: postId } = teams.post({ text: `NMID: ${other}\nTo: mia@contoso.com` }, { as: 'eve' });
    const dialog = await teams.openDialog({ as: 'ana', postId });

    const answers = await Promise.all([1, 2, 3].map(() => teams.submitDialog({ as: 'ana', postId, dialog })));

    const ids = new Set(answers.map((answer) => /CS-[0-9A-Z]{6}/.exec(textOf(answer))?.[0]));
    assert.equal(ids.size, 1);
    assert.equal(answers.filter((answer) => /already asks for this/.test(textOf(answer))).length, 2);
  });

  it('tells outsiders and guests why not, and shows them nothing of the message', async () => {
    const { teams } = world.tenant;
    const { id: postId } = alert();

    const guest = await teams.openDialog({ as: 'gus', postId });

    assert.match(textOf(guest), /Guests can't ask for a removal here/);
    assert.doesNotMatch(textOf(guest), /mia@contoso|Input\./);
  });
});
