import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { sampleOrder } from './sample-order.ts';

describe('approverUpn in what Graph is told', () => {
  let world: GraphWorld;
  before(async () => {
    world = await startGraphWorld();
  });
  after(() => world.close());

  const sent: [apiVersion: 'beta' | 'v1.0', setting: 'auto' | 'always' | 'never', isSent: boolean][] = [
    ['beta', 'auto', true],
    ['beta', 'always', true],
    ['beta', 'never', false],
    ['v1.0', 'auto', false],
    ['v1.0', 'always', true],
    ['v1.0', 'never', false],
  ];
  for (const [apiVersion, approverUpn, isSent] of sent) {
    it(`is ${isSent ? 'sent' : 'left out'} on ${apiVersion} with ${approverUpn}`, () => {
      const body = world.mailboxes({ apiVersion, approverUpn }).bodyFor(sampleOrder());

      assert.equal(body.approverUpn, isSent ? 'ana@contoso.com' : undefined);
      assert.equal('approverUpn' in body, isSent);
    });
  }

  it('is left out after Graph has refused the name once', async () => {
    world.graph.knowsApproverUpn = false;
    const mailboxes = world.mailboxes();

    const first = await mailboxes.remediate(mailboxes.bodyFor(sampleOrder()), randomUUID());
    const body = mailboxes.bodyFor(sampleOrder());
    const second = await mailboxes.remediate(body, randomUUID());
    world.graph.knowsApproverUpn = true;

    assert.equal(first.kind, 'approverUpnRefused');
    assert.equal('approverUpn' in body, false);
    assert.equal(second.kind, 'accepted');
    assert.deepEqual(world.violations, []);
  });

  it('is insisted on with always: Graph refusing it is a refusal', async () => {
    world.graph.knowsApproverUpn = false;
    const mailboxes = world.mailboxes({ approverUpn: 'always' });

    const answer = await mailboxes.remediate(mailboxes.bodyFor(sampleOrder()), randomUUID());
    world.graph.knowsApproverUpn = true;

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'badRequest' });
    assert.equal(mailboxes.bodyFor(sampleOrder()).approverUpn, 'ana@contoso.com');
  });

  it('is not blamed for a 400 about something else, nor when it was not sent', async () => {
    const mailboxes = world.mailboxes();
    world.graph.next({ kind: 'status', status: 400, message: 'The severity is not valid.' });
    const other = await mailboxes.remediate(mailboxes.bodyFor(sampleOrder()), randomUUID());

    const without = world.mailboxes({ approverUpn: 'never' });
    world.graph.next({ kind: 'status', status: 400, message: "approverUpn's absence annoys" });
    const absent = await without.remediate(without.bodyFor(sampleOrder()), randomUUID());

    assert.partialDeepStrictEqual(other, { kind: 'refused', code: 'badRequest' });
    assert.partialDeepStrictEqual(absent, { kind: 'refused', code: 'badRequest' });
    assert.equal('approverUpn' in mailboxes.bodyFor(sampleOrder()), true);
  });
});
