import assert from 'node:assert/strict';
import { readers, sampleRecords } from './records.ts';

describe('a record of a vendor', () => {
  for (const [name, { route, record, becomes }] of sampleRecords) {
    it(`becomes the alerts that it tells of: ${name}`, () => {
      const read = readers[route](record, 'src-1');

      assert.equal(read.kind, 'alerts');
      assert.deepEqual(
        read.alerts.map(({ record: id, severity, emails, campaignId, facts }) => ({
          record: id,
          severity,
          emails: emails.map((email) => Object.values(email).join(' ')),
          ...(campaignId === undefined ? {} : { campaignId }),
          facts,
        })),
        becomes,
      );
      for (const alert of read.alerts) {
        assert.equal(alert.source, 'src-1');
        assert.equal(alert.recommendedAction, 'softDelete');
        assert.equal(alert.remediateSendersCopy, false);
        assert.match(alert.alertId.slice(alert.record?.length), /^~[0-9a-f]{16}$/);
      }
    });
  }

  it('is understood whether a name is written in camels, in Pascal’s way or with underscores', () => {
    const respell = (value: unknown, name: (key: string) => string): unknown => {
      if (Array.isArray(value)) return value.map((item) => respell(item, name));
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [name(key), respell(held, name)]));
    };
    const snake = (key: string) => key.replace(/(?<=[a-z])[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    const pascal = (key: string) => key.replace(/^[a-z]/, (letter) => letter.toUpperCase());
    for (const [name, { route, record }] of sampleRecords) {
      for (const spelling of [snake, pascal]) {
        assert.deepEqual(readers[route](respell(record, spelling), 's'), readers[route](record, 's'), name);
      }
    }
  });
});
