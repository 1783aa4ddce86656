import assert from 'node:assert/strict';
import { alertOf, graphAlert, message, messageId, otherId, type } from './made-records.ts';

describe('the id of a record', () => {
  const sentinel = '/subscriptions/s/resourceGroups/soc/providers/Microsoft.SecurityInsights/Incidents';
  const guid = '73e01a99-5cd7-4139-a149-9f2736ff2ab5';

  it('is the last part of a path in Azure', () => {
    const incident = { id: `${sentinel}/${guid}`, type: 'Microsoft.SecurityInsights/Incidents', properties: {} };
    assert.equal(alertOf(incident).record, guid);
    assert.equal(alertOf(graphAlert([], { id: 'a/b' })).record, 'a/b');
  });

  it('is the same for an incident of Sentinel with and without its envelope, and in the table of its workspace', () => {
    const properties = {
      title: 't',
      incidentNumber: 7,
      incidentUrl: `https://portal.azure.com/#asset${sentinel}/${guid}`,
    };
    const whole = { name: guid, type: 'Microsoft.SecurityInsights/Incidents', properties };
    const row = { IncidentName: guid, IncidentNumber: 7, Title: 't', IncidentUrl: properties.incidentUrl };
    assert.deepEqual(
      [{ object: whole }, whole, properties, row].map((body) => alertOf(body).record),
      [guid, guid, guid, guid],
    );
  });

  it('is the number of an incident of Sentinel that says nothing else', () => {
    assert.equal(alertOf({ title: 't', incidentNumber: 7, incidentUrl: 'https://portal.azure.com/#x' }).record, '7');
  });

  it('is kept as it is to 239 characters; of more, the beginning and a digest of all stay', () => {
    const recordOf = (length: number, end = '') => {
      const { record = '', alertId } = alertOf(graphAlert([], { id: `${'i'.repeat(length - end.length)}${end}` }));
      assert.ok(alertId.startsWith(`${record}~`) && alertId.length <= 256);
      return record;
    };
    assert.equal(recordOf(239), 'i'.repeat(239));
    for (const length of [240, 241, 256, 500, 999]) {
      assert.match(recordOf(length), /^i{200}~[0-9a-f]{16}$/);
      assert.notEqual(recordOf(length, 'a'), recordOf(length, 'b'));
    }
  });
});

describe('a version of a record that names no message in a mailbox', () => {
  const versionOf = (...evidence: readonly object[]) => alertOf(graphAlert(evidence)).alertId;
  const told = (over: object = {}) =>
    message({ networkMessageId: null, subject: 'Hi', p2Sender: { emailAddress: 'x@evil.example' }, ...over });

  it('is another alert of the record where it tells more of the mail', () => {
    const versions = [
      versionOf(),
      versionOf(told({ p2Sender: null })),
      versionOf(told({ subject: null })),
      versionOf(told()),
      versionOf(told({ emailClusterId: 12 })),
      versionOf({ ...type('mailCluster'), networkMessageIds: [messageId] }),
      versionOf({ ...type('mailCluster'), networkMessageIds: [messageId, otherId] }),
    ];
    assert.equal(new Set(versions).size, versions.length);
  });

  it('is the same alert where it tells the same, in whatever order and case', () => {
    const other = told({ subject: 'Ho' });
    assert.equal(versionOf(told(), other), versionOf(other, told({ p2Sender: { emailAddress: 'X@Evil.example' } })));
    assert.equal(versionOf(told()), versionOf(told({ receivedDateTime: '2026-03-02T00:00:00Z' })));
  });

  it('is the same alert where only what nobody asks for changed, once it names a message', () => {
    assert.equal(versionOf(message()), versionOf(message({ subject: 'Ho', emailClusterId: 12 })));
  });
});
