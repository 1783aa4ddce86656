/** What every way of keeping the allowances must do, by whatever clock. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Allowances, Place } from '../../src/allowance.ts';

export interface OpenAllowances {
  /** Of each instance that shares them. */
  readonly instances: readonly [Allowances, ...Allowances[]];
  /** Sets their common clock forward, or back. */
  advance(ms: number): void;
  close(): Promise<void>;
}

const tenant: Place = { kind: 'tenant', id: 't' };
const thread = (id: string): Place => ({ kind: 'conversation', id });
const published = [
  [7, 1_000],
  [8, 2_000],
  [60, 30_000],
  [1_800, 3_600_000],
] as const;

export function allowanceContract(name: string, open: () => Promise<OpenAllowances>): void {
  describe(`${name}: allowances`, () => {
    let opened: OpenAllowances;
    beforeEach(async () => {
      opened = await open();
    });
    afterEach(() => opened.close());
    const any = (index: number): Allowances => opened.instances[index % opened.instances.length] ?? opened.instances[0];

    const take = async (index: number, ...places: Place[]) => (await any(index).take(places)).wait;

    it('let seven a second into one conversation, whoever asks, and say when there is more', async () => {
      const waits: number[] = [];
      for (let asked = 0; asked < 9; asked += 1) waits.push(await take(asked, tenant, thread('a')));
      opened.advance(1_150);
      waits.push(await take(0, tenant, thread('a')), await take(1, tenant, thread('a')));

      assert.deepEqual(waits, [0, 0, 0, 0, 0, 0, 0, 1_150, 1_150, 0, 1_000]);
    });

    it('take nothing from any place where one of them does not allow it', async () => {
      for (let asked = 0; asked < 7; asked += 1) await take(asked, tenant, thread('a'));
      for (let asked = 0; asked < 60; asked += 1) await take(asked, tenant, thread('a'));

      assert.equal(await take(0, tenant, thread('b')), 0);
    });

    it('let fifty a second into one tenant', async () => {
      const waits: number[] = [];
      for (let asked = 0; asked < 51; asked += 1) waits.push(await take(asked, tenant, thread(`thread ${asked}`)));

      assert.deepEqual([...new Set(waits.slice(0, 50))], [0]);
      assert.equal(waits[50], 1_150);
    });

    it('never let more through than any window allows', async () => {
      const went: number[] = [];
      let now = 0;
      for (let round = 0; round < 1_500; round += 1) {
        if ((await take(round, thread('a'))) === 0) went.push(now);
        const step = 20 + ((round * 37) % 90);
        opened.advance(step);
        now += step;
      }

      for (const [count, span] of published) {
        for (const [index, at] of went.entries()) {
          const end = went[index + count];
          assert.ok(end === undefined || end - at >= span, `${count + 1} within ${span} ms`);
        }
      }
      assert.ok(went.length > 120);
    }).timeout(20_000);

    it('count a message that went out late from then on', async () => {
      const taken: number[] = [];
      for (let asked = 0; asked < 7; asked += 1) taken.push((await any(asked).take([tenant, thread('a')])).at);
      opened.advance(900);
      for (const at of taken) await any(1).delayed([tenant, thread('a')], at, 900);
      await any(0).delayed([thread('a')], 42, 900);

      assert.equal(await any(0).look([tenant, thread('a')]), 1_150);
    });

    it('are shared by those who ask at the same moment', async () => {
      const waits = await Promise.all(Array.from({ length: 12 }, (_none, index) => take(index, tenant, thread('a'))));

      assert.equal(waits.filter((wait) => wait === 0).length, 7);
    });

    it('stay closed as long as Teams asked for, for everybody, and only there', async () => {
      await any(0).close(thread('a'), 20_000);
      await any(1).close(thread('a'), 5_000);

      assert.equal(await any(1).look([tenant, thread('a')]), 20_000);
      assert.equal(await any(1).look([tenant, thread('b')]), 0);
      opened.advance(20_000);
      assert.equal(await take(1, tenant, thread('a')), 0);
    });

    it('are only looked at, not taken, by a look', async () => {
      for (let asked = 0; asked < 20; asked += 1) assert.equal(await any(asked).look([thread('a')]), 0);
    });

    it('keep nobody waiting for an hour because the clock was set back by one', async () => {
      for (let asked = 0; asked < 7; asked += 1) await take(asked, thread('a'));
      await any(0).close(thread('b'), 2_000);
      opened.advance(-3_600_000);

      assert.ok((await any(0).look([thread('a')])) <= 1_150);
      assert.ok((await any(1).look([thread('b')])) <= 2_000);
    });

    it('are full again after an hour of silence', async () => {
      for (let asked = 0; asked < 60; asked += 1) {
        await take(asked, thread('a'));
        opened.advance(600);
      }
      opened.advance(3_600_150);

      const waits: number[] = [];
      for (let asked = 0; asked < 7; asked += 1) waits.push(await take(asked, thread('a')));
      assert.deepEqual([...new Set(waits)], [0]);
    });
  });
}
