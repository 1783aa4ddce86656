import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { digest } from '../../src/digest.ts';
import { randomIds } from '../../src/ids.ts';
import type { OpenedPostgres } from '../../src/store/postgres.ts';
import { requestUndo } from '../../src/workflow/request-undo.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { aPolicy, inForce, stepSettings, testChannel } from '../support/builders.ts';
import { fakeClock, fakeDirectory } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { freshDatabase, openOn } from './postgres-database.ts';
import { approvedRequest, emailTo, revisionOf } from './samples.ts';

const removal = 'CS-000001';
const emails = [emailTo('mia'), emailTo('noa')];

async function keepRemoval(store: Store, now: number): Promise<void> {
  const batch = { number: 1, state: 'accepted', emailCount: 2, attempts: 1, calledAt: now, settledAt: now } as const;
  await store.transaction(async (tx) => {
    await tx.addRequest(approvedRequest(removal, { state: 'verified', revision: revisionOf() }));
    await tx.addEmails(removal, emails, 1);
    await tx.addBatches(removal, [{ batch, emails }]);
    await tx.saveProofs(
      removal,
      emails.map((email) => ({ email, proof: 'moved', location: 'others' })),
    );
  });
}

describe('undo, on several instances of one PostgreSQL', () => {
  let instances: OpenedPostgres[];
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeEach(async () => {
    database = await freshDatabase();
    instances = await Promise.all([1, 2, 3].map(() => openOn(database.url)));
  });
  afterEach(async () => {
    await Promise.all(instances.map(({ close }) => close()));
    await database.drop();
  });

  it('is one request for all who ask at the same moment', async () => {
    const clock = fakeClock();
    const stores = instances.map(({ store }) => store);
    const [first] = stores;
    assert.ok(first);
    await keepRemoval(first, clock.now());
    const others = {
      clock,
      ids: randomIds,
      digest,
      settings: stepSettings(),
      tracer: untraced,
      directory: fakeDirectory(),
    };

    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, nth) => {
        const store = stores[nth % stores.length] ?? first;
        const ports = { ...others, store, policy: () => inForce(aPolicy()) };
        return requestUndo(ports, removal, { person: nth % 2 ? ana : ben, teamId: testChannel.teamId });
      }),
    );

    const [undo, ...more] = await first.undosOf(removal);
    assert.ok(undo);
    assert.deepEqual(more, []);
    assert.deepEqual(
      answers.map((answer) => answer.kind === 'done' && [answer.undoId, answer.emailCount]),
      answers.map(() => [undo, 2]),
    );
    assert.equal(answers.filter((answer) => answer.kind === 'done' && !answer.alreadyAsked).length, 1);
    assert.deepEqual(await first.emails(undo), emails);
  });
});
