/** What every directory must do, whoever keeps the people and groups. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'mocha';
import { ServiceError } from '../../src/errors.ts';
import type { Directory } from '../../src/workflow/ports.ts';

export interface OpenDirectory {
  readonly directory: Directory;
  addPerson(objectId: string, upn: string, alias: string): void;
  /** `members`: object ids of people added before, and ids of groups. */
  addGroup(id: string, name: string, members: readonly string[]): void;
  /** Somebody whom it does not know: nothing to be done where that is everybody who was not added. */
  addStranger(user: string): void;
  setDown(isDown: boolean): void;
  close(): Promise<void>;
}

export function directoryContract(name: string, open: () => Promise<OpenDirectory>): void {
  describe(`${name}: people and groups`, () => {
    const [mia, leads, soc, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    let opened: OpenDirectory;
    before(async () => {
      opened = await open();
      opened.addPerson(mia, 'mia@contoso.com', 'cfo@contoso.com');
      opened.addGroup(leads, 'SOC leads', [mia]);
      opened.addGroup(soc, 'SOC', [leads]);
      opened.addGroup(other, 'Others', []);
    });
    after(() => opened.close());

    for (const [how, user] of [
      ['object id', mia],
      ['object id in capitals', mia.toUpperCase()],
      ['UPN', 'mia@contoso.com'],
      ['UPN in capitals', 'MIA@CONTOSO.COM'],
    ] as const) {
      it(`tell the groups that hold a person, directly or through other groups, by ${how}`, async () => {
        assert.deepEqual((await opened.directory.memberOf(user, [soc, other, leads]))?.of, new Set([soc, leads]));
      });
    }

    it('tell nothing of groups that were not asked for', async () => {
      assert.deepEqual((await opened.directory.memberOf(mia, [soc]))?.of, new Set([soc]));
      assert.deepEqual((await opened.directory.memberOf(mia, []))?.of, new Set());
    });

    it('hold nobody in a group that does not exist, and the others all the same', async () => {
      assert.deepEqual((await opened.directory.memberOf(mia, [randomUUID(), soc]))?.of, new Set([soc]));
    });

    it('say of a recipient which groups do not exist, who may have belonged to them', async () => {
      const missing = randomUUID();

      const membership = await opened.directory.memberOf('mia@contoso.com', [missing, soc, other]);

      assert.deepEqual(membership, { of: new Set([soc]), unknownGroups: new Set([missing]) });
    });

    it('say that they do not know a stranger', async () => {
      const [id, upn] = [randomUUID(), 'nobody@contoso.com'];
      for (const user of [id, upn]) opened.addStranger(user);

      assert.equal(await opened.directory.memberOf(id, [soc]), undefined);
      assert.equal(await opened.directory.memberOf(upn, [soc]), undefined);
      assert.equal(await opened.directory.addressesOf(id), undefined);
    });

    it('tell all addresses of a person, in lower case', async () => {
      const addresses = new Set(['mia@contoso.com', 'cfo@contoso.com']);

      assert.deepEqual(await opened.directory.addressesOf(mia), addresses);
      assert.deepEqual(await opened.directory.addressesOf(mia.toUpperCase()), addresses);
    });

    it('tell the name of a group, and none of one that is not there', async () => {
      assert.equal(await opened.directory.groupName(soc), 'SOC');
      assert.equal(await opened.directory.groupName(randomUUID()), undefined);
    });

    it('throw where they cannot be read, names excepted', async () => {
      const isUnavailable = (thrown: unknown) =>
        thrown instanceof ServiceError && thrown.code === 'directoryUnavailable' && thrown.retryable;
      opened.setDown(true);

      await assert.rejects(opened.directory.memberOf(randomUUID(), [soc]), isUnavailable);
      await assert.rejects(opened.directory.addressesOf(randomUUID()), isUnavailable);
      assert.equal(await opened.directory.groupName(leads), undefined);
      opened.setDown(false);
    });
  });
}
