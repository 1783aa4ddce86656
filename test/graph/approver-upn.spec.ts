import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { RemediationBody } from '../../src/approval/remediation.ts';
import { type GraphWorld, startGraphWorld } from './graph-world.ts';
import { bodyFor, soon } from './sample-order.ts';

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
      const body = bodyFor(world.mailboxes({ apiVersion, approverUpn }));

      assert.equal(body.approverUpn, isSent ? 'ana@contoso.com' : undefined);
      assert.equal('approverUpn' in body, isSent);
    });
  }

  /** The same body without the name, as the workflow sends it after a refusal. */
  function stripped(body: RemediationBody): RemediationBody {
    const { approverUpn: _refused, ...rest } = body;
    return rest;
  }

  it('is left out once Graph has refused a body with it and taken the same body without', async () => {
    world.graph.knowsApproverUpn = false;
    const mailboxes = world.mailboxes();

    const body = bodyFor(mailboxes);
    const first = await mailboxes.remediate(body, randomUUID(), soon());
    const between = bodyFor(mailboxes);
    const second = await mailboxes.remediate(stripped(body), randomUUID(), soon());
    const after = bodyFor(mailboxes);
    world.graph.knowsApproverUpn = true;

    assert.deepEqual([first.kind, second.kind], ['approverUpnRefused', 'accepted']);
    assert.equal('approverUpn' in between, true);
    assert.equal('approverUpn' in after, false);
    assert.deepEqual(world.violations, []);
  });

  for (const status of [400, 409, 503] as const) {
    it(`goes on being sent where the body without it is answered ${status}`, async () => {
      const mailboxes = world.mailboxes();
      const body = bodyFor(mailboxes);
      world.graph.next({ kind: 'status', status: 400, message: "The property 'approverUpn' does not exist." });
      world.graph.next({ kind: 'status', status, message: 'No.' });

      await mailboxes.remediate(body, randomUUID(), soon());
      await mailboxes.remediate(stripped(body), randomUUID(), soon());
      await mailboxes.remediate(stripped(body), randomUUID(), soon());

      assert.equal('approverUpn' in bodyFor(mailboxes), true);
    });
  }

  it('goes on being sent where another body without it is taken', async () => {
    const mailboxes = world.mailboxes();
    const body = bodyFor(mailboxes);
    world.graph.next({ kind: 'status', status: 400, message: "The property 'approverUpn' does not exist." });

    await mailboxes.remediate(body, randomUUID(), soon());
    await mailboxes.remediate({ ...stripped(body), displayName: 'Another' }, randomUUID(), soon());

    assert.equal('approverUpn' in bodyFor(mailboxes), true);
  });

  for (const [message, kind] of [
    ["The property 'approverUpn' does not exist on type 'x'.", 'approverUpnRefused'],
    ['Invalid parameter: approverUpn.', 'approverUpnRefused'],
    ['{"parameter":"approverUpn","recipient":"mia@contoso.com"}', 'approverUpnRefused'],
    ['microsoft.graph.security.remediate.approverUpn is unknown', 'approverUpnRefused'],
    ['The recipient approverUpn@evil.example does not exist.', 'refused'],
    ["The recipient 'approverUpn@evil.example' does not exist.", 'refused'],
    ["The recipient a'approverUpn'b@evil.example does not exist.", 'refused'],
    ['The recipient x@approverUpn does not exist.', 'refused'],
    ['The recipient x@evil.approverUpn does not exist.', 'refused'],
    ['The recipient approverUpn.x@evil.example does not exist.', 'refused'],
    ['The parameter approverUpns is unknown.', 'refused'],
    ['The parameter x-approverUpn is unknown.', 'refused'],
  ] as const) {
    it(`counts as ${kind === 'refused' ? 'not meant' : 'refused'} by a 400 that says ${message}`, async () => {
      const mailboxes = world.mailboxes();
      world.graph.next({ kind: 'status', status: 400, message });

      const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

      assert.equal(answer.kind, kind);
    });
  }

  it('is insisted on with always: Graph refusing it is a refusal', async () => {
    world.graph.knowsApproverUpn = false;
    const mailboxes = world.mailboxes({ approverUpn: 'always' });

    const answer = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());
    world.graph.knowsApproverUpn = true;

    assert.partialDeepStrictEqual(answer, { kind: 'refused', code: 'badRequest' });
    assert.equal(bodyFor(mailboxes).approverUpn, 'ana@contoso.com');
  });

  it('is not blamed for a 400 about something else, nor when it was not sent', async () => {
    const mailboxes = world.mailboxes();
    world.graph.next({ kind: 'status', status: 400, message: 'The severity is not valid.' });
    const other = await mailboxes.remediate(bodyFor(mailboxes), randomUUID(), soon());

    const without = world.mailboxes({ approverUpn: 'never' });
    world.graph.next({ kind: 'status', status: 400, message: "approverUpn's absence annoys" });
    const absent = await without.remediate(bodyFor(without), randomUUID(), soon());

    assert.partialDeepStrictEqual(other, { kind: 'refused', code: 'badRequest' });
    assert.partialDeepStrictEqual(absent, { kind: 'refused', code: 'badRequest' });
    assert.equal('approverUpn' in bodyFor(mailboxes), true);
  });
});
