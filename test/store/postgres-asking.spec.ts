import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Person, RequestId } from '../../src/approval/request.ts';
import { digest } from '../../src/digest.ts';
import { randomIds } from '../../src/ids.ts';
import type { OpenedPostgres } from '../../src/store/postgres.ts';
import { askAgain } from '../../src/workflow/ask-again.ts';
import { expireRequest } from '../../src/workflow/expire-request.ts';
import { receiveAlert } from '../../src/workflow/receive-alert.ts';
import { recordDecision } from '../../src/workflow/record-decision.ts';
import { createRepeatedRefusals } from '../../src/workflow/repeated-refusals.ts';
import { requestByCommand } from '../../src/workflow/request-by-command.ts';
import type { Store } from '../../src/workflow/store-port.ts';
import { untraced } from '../../src/workflow/untraced.ts';
import { withdrawRequest } from '../../src/workflow/withdraw-request.ts';
import { anAlert, aPolicy, inForce, messageA, stepSettings, testChannel } from '../support/builders.ts';
import { type FakeClock, fakeClock, fakeDirectory, silentLog, silentMeter } from '../support/fakes.ts';
import { ana, ben } from '../support/people.ts';
import { freshDatabase, openOn } from './postgres-database.ts';

const day = 86_400_000;
const emails = [{ networkMessageId: messageA, recipientEmailAddress: 'hannah@contoso.com' }] as const;
const removal = { emails, action: 'softDelete' } as const;
const asker = (person: Person) => ({ person, teamId: testChannel.teamId });
const everybody = Array.from({ length: 12 }, (_, nth) => (nth % 2 ? ana : ben));

function portsOn(store: Store, clock: FakeClock) {
  return {
    store,
    clock,
    ids: randomIds,
    digest,
    settings: stepSettings(),
    policy: () => inForce(aPolicy()),
    refusals: createRepeatedRefusals(clock),
    directory: fakeDirectory(),
    tracer: untraced,
    log: silentLog,
    meter: silentMeter,
  };
}

describe('what several people ask for, on several instances of one PostgreSQL', () => {
  let clock: FakeClock;
  let instances: OpenedPostgres[];
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  beforeEach(async () => {
    clock = fakeClock();
    database = await freshDatabase();
    instances = await Promise.all([1, 2, 3].map(() => openOn(database.url)));
  });
  afterEach(async () => {
    await Promise.all(instances.map(({ close }) => close()));
    await database.drop();
  });

  function on(nth: number) {
    const { store } = instances[nth % instances.length] ?? {};
    assert.ok(store);
    return portsOn(store, clock);
  }
  async function open(): Promise<RequestId[]> {
    const { requests } = await on(0).store.openRequests({ limit: 100, offset: 0 });
    return requests.map(({ id }) => id);
  }

  it('is one request for all who name the same email at the same moment', async () => {
    const answers = await Promise.all(
      everybody.map((person, nth) => requestByCommand(on(nth), removal, asker(person))),
    );

    const [request, ...more] = await open();
    assert.deepEqual(more, []);
    assert.deepEqual(
      answers.map((answer) => answer.kind === 'done' && answer.view.requestId),
      everybody.map(() => request),
    );
    assert.equal(answers.filter((answer) => answer.kind === 'done' && !answer.alreadyOpen).length, 1);
  });

  it('is one request, whether they ask again for what expired or name the email', async () => {
    const { requestId } = await receiveAlert(on(0), anAlert({ emails }));
    clock.advance(day);
    await expireRequest(on(0), requestId);
    const click = { verb: 'askAgain', requestId, revision: 1 } as const;

    const answers = await Promise.all(
      everybody.map((person, nth) =>
        nth % 3 === 0 ? askAgain(on(nth), click, asker(person)) : requestByCommand(on(nth), removal, asker(person)),
      ),
    );

    const [request, ...more] = await open();
    assert.ok(request);
    assert.deepEqual(more, []);
    for (const answer of answers) {
      assert.ok(answer.kind !== 'refused' && answer.kind !== 'notSearched');
      assert.equal(answer.kind === 'card' ? answer.view.askedAgain?.requestId : answer.view.requestId, request);
    }
  });

  it('is withdrawn or decided, never both', async () => {
    const asked: RequestId[] = [];
    for (let nth = 0; nth < 20; nth += 1) {
      const networkMessageId = `73ca4154-58d8-43d0-a890-${String(nth).padStart(12, '0')}`;
      const one = { ...removal, emails: [{ ...emails[0], networkMessageId }] as const };
      const answer = await requestByCommand(on(nth), one, asker(ana));
      assert.ok(answer.kind === 'done');
      asked.push(answer.view.requestId);
    }

    const answers = await Promise.all(
      asked.flatMap((requestId, nth) => [
        withdrawRequest(on(nth), requestId, asker(ana)),
        recordDecision(on(nth + 1), 'approve', { verb: 'approve', requestId, revision: 1 }, ben),
      ]),
    );

    const entries = await on(0).store.auditEntries({ afterSeq: 0, limit: 1_000 });
    for (const [nth, requestId] of asked.entries()) {
      const ends = entries.filter(
        ({ kind, requestId: of }) => of === requestId && /^(request\.withdrawn|decision\.recorded)$/.test(kind),
      );
      assert.equal(ends.length, 1, requestId);
      const isWithdrawn = (await on(0).store.request(requestId))?.state === 'withdrawn';
      assert.equal(ends[0]?.kind === 'request.withdrawn', isWithdrawn);
      assert.equal(answers[2 * nth]?.kind === 'done', isWithdrawn);
    }
  });
});
