import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { attributeNames } from '../../src/tracing/attribute-names.ts';
import type { FoundMessage } from '../../src/workflow/found-mail.ts';
import { anAlert, messageB, testChannel } from '../support/builders.ts';
import { ana, ben } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { tracedProcess } from './collected-spans.ts';

const message: FoundMessage = {
  networkMessageId: messageB,
  receivedAt: Date.UTC(2026, 10, 20),
  sender: 'it@evil.example',
  subject: 'Your mailbox is full',
  recipients: ['hannah@contoso.com'],
  recipientCount: 1,
  places: [],
};

describe('what people do in Teams', () => {
  let world: StepWorld;
  let traced: ReturnType<typeof tracedProcess>;
  let clicks: string[];
  beforeEach(async () => {
    traced = tracedProcess();
    clicks = [];
    const meter = {
      count: (name: string, labels: Readonly<Record<string, string>> = {}) => {
        if (name === 'countersign_clicks_total') clicks.push(`${labels['verb']} ${labels['result']}`);
      },
      observe: () => undefined,
    };
    world = await startStepWorld({}, { tracer: traced.tracer, meter });
    world.mailSearch.answer = { kind: 'found', messages: [message], more: false };
  });
  afterEach(() => world.close());

  const told = (name: string) =>
    traced.spans
      .filter((span) => span.name === name)
      .map(({ attributes }) => [
        attributes[attributeNames.verb] ?? attributes[attributeNames.command],
        attributes[attributeNames.outcome],
      ]);
  async function searched(): Promise<string> {
    const answer = await world.steps.searchMail({ from: 'evil.example', lastMinutes: 60 }, { person: ana }, alone);
    return answer.kind === 'done' ? answer.search.searchId : assert.fail(answer.kind);
  }
  const alone = { isPrivate: true };

  it('has one result, the same in its span and in /metrics', async () => {
    const { requestId } = await world.steps.receiveAlert(anAlert({ emails: [] }));
    world.mailSearch.answer = { kind: 'notSearched', problem: 'throttled' };
    await world.steps.click({ verb: 'find', requestId, revision: 1 }, { person: ana }, alone);
    await world.steps.searchMail({ from: 'evil.example', lastMinutes: 60 }, { person: ana }, alone);
    await world.click('approve', ana, requestId);
    await world.click('approve', ana, requestId, { revision: 7 });
    await world.steps.withdraw(requestId, { person: ana, teamId: testChannel.teamId });
    await traced.close();

    const outcomes = told('click');
    assert.deepEqual(
      clicks,
      outcomes.map((pair) => pair.join(' ')),
    );
    assert.deepEqual(outcomes, [
      ['find', 'notSearched'],
      ['approve', 'noMail'],
      ['approve', 'staleRevision'],
    ]);
    assert.deepEqual(told('command'), [
      ['find', 'throttled'],
      ['withdraw', 'noRequester'],
    ]);
  });

  it('leads on from a click below mail that was found: the request that it opens is of its trace', async () => {
    const searchId = await searched();
    const answer = await world.steps.requestFound({ searchId, message: 1 }, { person: ben });
    await world.steps.requestFound({ searchId, message: 2 }, { person: ben });
    await world.work();
    const { requestId } = answer.kind === 'done' ? answer : assert.fail(answer.reason);
    const request = await world.store.request(requestId);
    await traced.close();

    assert.deepEqual(told('click'), [
      ['request', 'done'],
      ['request', 'badInput'],
    ]);
    const click = traced.spans.find(({ name }) => name === 'click');
    const { traceId, spanId } = click?.spanContext() ?? {};
    assert.equal(click?.attributes[attributeNames.requestId], requestId);
    assert.equal(request?.traceparent, `00-${traceId}-${spanId}-01`);
    const posted = traced.spans.find(({ name }) => name === 'work postCard');
    assert.equal(posted?.parentSpanContext?.spanId, spanId);
  });

  it('is linked to the trace of the request that was there already', async () => {
    const searchId = await searched();
    for (let nth = 0; nth < 2; nth += 1) await world.steps.requestFound({ searchId, message: 1 }, { person: ben });
    await traced.close();

    const [first, second] = traced.spans.filter(({ name }) => name === 'click');
    assert.deepEqual(first?.links, []);
    assert.deepEqual(
      second?.links.map(({ context }) => context.spanId),
      [first?.spanContext().spanId],
    );
  });
});
