import assert from 'node:assert/strict';
import { auditKinds } from '../../src/approval/audit-chain.ts';
import { testTenantId } from '../support/people.ts';
import { type StepWorld, startStepWorld } from '../support/step-world.ts';
import { deadlineStories } from './audit-deadline-stories.ts';
import { noMailStory } from './audit-no-mail-story.ts';
import { searchStory } from './audit-search-story.ts';
import { stories as others } from './audit-stories.ts';

const stories = [...others, ...deadlineStories, searchStory, noMailStory];

describe('What the audit log says', () => {
  let world: StepWorld | undefined;
  afterEach(() => world?.close());

  for (const { title, settings, options, happens, leaves } of stories) {
    it(`of ${title}: who, about what, when, and every fact of it`, async () => {
      world = await startStepWorld(settings, options);
      const began = world.clock.now();

      await happens(world);

      const entries = await world.store.auditEntries({ afterSeq: 0, limit: 100 });

      assert.deepEqual(
        entries.map(({ seq: _seq, previousHash: _before, hash: _hash, ...entry }) => entry),
        leaves.map(({ after = 0, ...entry }) => ({
          ...entry,
          at: new Date(began + after).toISOString(),
          tenantId: testTenantId,
        })),
      );
    });
  }

  it('is told above for every kind of entry', () => {
    const told = new Set(stories.flatMap(({ leaves }) => leaves.map(({ kind }) => kind)));

    assert.deepEqual(
      auditKinds.filter((kind) => !told.has(kind)),
      [],
    );
  });
});
