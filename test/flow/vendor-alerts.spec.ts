import assert from 'node:assert/strict';
import { sampleRecord } from '../alerts/records.ts';
import { textOn } from '../cards/walk.ts';
import { eventually, type FlowWorld, says, startFlow } from '../support/flow-world.ts';

describe('a vendor’s record, through the running service', () => {
  let world: FlowWorld;
  before(async () => {
    world = await startFlow();
    world.tenant.teams.limits = 'off';
  });
  after(async () => {
    assert.deepEqual(world.tenant.violations, []);
    await world.close();
  });

  /** The text of the card that it becomes. */
  async function cardOf(name: string): Promise<string> {
    const { route, record } = sampleRecord(name);
    const body = record as Record<string, unknown>;
    const delivery = await world.tenant.pushAlert(body, { route });
    assert.equal(delivery.status, 202);
    const { requestId } = delivery.body as { requestId: string };
    return eventually(world, () => {
      const post = world.tenant.teams.posts().find(({ card }) => card && says(card, requestId));
      return post && textOn(post.card);
    });
  }

  it('becomes the card of its message: Defender', async () => {
    const text = await cardOf('graph-alert');
    for (const line of [
      'Email messages from a campaign removed after delivery',
      'Invoice 4711',
      'ana@contoso.com',
      'billing@evil[.]example',
    ]) {
      assert.ok(text.includes(line), line);
    }
    assert.match(text, /Low severity/);
  });

  it('becomes the card of its message: Sentinel', async () => {
    const text = await cardOf('sentinel-trigger');
    for (const line of ['Phish reported by a user', 'Two users reported it.', 'Invoice', 'ana@contoso.com']) {
      assert.ok(text.includes(line), line);
    }
    assert.match(text, /Medium severity/);
  });

  it('becomes a card that says that it names no message, and what the rules were: Sublime', async () => {
    const text = await cardOf('sublime-flagged');
    for (const line of ['Credential phishing', 'HTML smuggling', 'named no message in a mailbox']) {
      assert.ok(text.includes(line), line);
    }
    assert.match(text, /High severity/);
  });

  it('changes nothing when it comes again, and joins when it has grown', async () => {
    const { record } = sampleRecord('graph-incident-one-alert') as { record: { alerts: { evidence: object[] } } };
    const route = 'defender';
    const first = await world.tenant.pushAlert({ ...record }, { route });
    const again = await world.tenant.pushAlert({ ...record }, { route });
    const [message] = record.alerts.evidence;
    record.alerts.evidence.push({ ...message, recipientEmailAddress: 'ben@contoso.com' });
    const grown = await world.tenant.pushAlert({ ...record }, { route });

    const { requestId } = first.body as { requestId: string };
    assert.partialDeepStrictEqual(
      [first, again, grown].map(({ body }) => body),
      [
        { requestId, revision: 1, duplicate: false },
        { requestId, revision: 1, duplicate: true },
        { requestId, revision: 2, duplicate: false },
      ],
    );
  });

  it('is the same request once it says more of the mail, still without naming it, and the card says that, too', async () => {
    const bare = { id: 'fa-grown', severity: 'low', title: 'Reported by a user', evidence: [] as object[] };
    const mail = { '@odata.type': '#microsoft.graph.security.analyzedMessageEvidence', networkMessageId: null };
    const told = { ...mail, subject: 'Parcel 4712', p2Sender: { emailAddress: 'parcel@evil.example' } };
    const first = await world.tenant.pushAlert(bare, { route: 'defender' });
    const grown = await world.tenant.pushAlert({ ...bare, evidence: [told] }, { route: 'defender' });
    const again = await world.tenant.pushAlert({ ...bare, evidence: [told] }, { route: 'defender' });

    const { requestId } = first.body as { requestId: string };
    assert.partialDeepStrictEqual(
      [first, grown, again].map(({ status, body }) => ({ status, ...(body as object) })),
      [
        { status: 202, requestId, duplicate: false },
        { status: 202, requestId, duplicate: false },
        { status: 202, requestId, duplicate: true },
      ],
    );
    const text = await eventually(world, () => {
      const post = world.tenant.teams.posts().find(({ card }) => card && says(card, requestId));
      const shown = post && textOn(post.card);
      return shown?.includes('Parcel 4712') && shown;
    });
    assert.ok(text.includes('parcel@evil[.]example'));
  });
});
