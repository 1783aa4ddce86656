import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { pageOfRecipients, recipientsOnPage } from '../../src/workflow/page-of-recipients.ts';
import { ana } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { anotherAlert } from './another-alert.ts';

describe('a page of the recipients', () => {
  let world: StepWorld;
  beforeEach(async () => {
    world = await startStepWorld();
  });
  afterEach(() => world.close());

  it('is the first or the last one for a page before or after all of them', async () => {
    const { requestId } = await world.steps.receiveAlert(anotherAlert(recipientsOnPage + 1));
    const page = async (asked: number) => {
      const { page, offset, messages = [] } = (await pageOfRecipients(world.store, requestId, asked)) ?? {};
      return [page, offset, messages[0]?.recipients.length];
    };

    for (const asked of [-3, 0, 1]) assert.deepEqual(await page(asked), [1, 0, recipientsOnPage]);
    for (const asked of [2, 3]) assert.deepEqual(await page(asked), [2, recipientsOnPage, 1]);
  });

  it('says of a dry run that nothing was submitted', async () => {
    world.settings.dryRun = true;
    const { requestId } = await world.steps.receiveAlert(anotherAlert());
    await world.click('approve', ana, requestId);
    await world.work();

    const { messages = [] } = (await pageOfRecipients(world.store, requestId, 1)) ?? {};
    assert.deepEqual(
      messages.flatMap(({ recipients }) => recipients.map(({ standing }) => standing)),
      ['dryRun', 'dryRun'],
    );
  });

  it('is none for a request that there is not', async () => {
    assert.equal(await pageOfRecipients(world.store, 'CS-ZZZZZZ', 1), undefined);
  });
});
