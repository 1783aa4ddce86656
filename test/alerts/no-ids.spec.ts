import assert from 'node:assert/strict';
import { parseJson } from '../../src/alerts/parse-json.ts';
import { alertOf, alertsOf, errorsOf, graphAlert, message, messageId, otherId, type } from './made-records.ts';

/** What stands where an id would, and is none. */
const none = [
  '0',
  '-',
  '--',
  ' - ',
  'n/a',
  'N/A',
  'NA',
  'none',
  '<None>',
  'null',
  'Unknown',
  '(not available)',
  '000-000',
];

function rows(told: object) {
  const row = (NetworkMessageId: string, Subject: string) => ({ NetworkMessageId, Subject, ...told });
  return [row(messageId, 'one'), row(otherId, 'two')];
}
const recordsOf = (body: unknown) => alertsOf(body).map(({ record }) => record);

describe('mail that shares no more than what stands for no id', () => {
  for (const id of none) {
    it(`is not one alert: ${id}`, () => {
      for (const told of [{ EmailClusterId: id }, { AlertId: id }, { AlertId: id, EmailClusterId: id }]) {
        const alerts = alertsOf(rows(told));
        assert.deepEqual(
          alerts.map(({ record }) => record),
          [messageId, otherId],
        );
        assert.deepEqual(
          alerts.map(({ campaignId }) => campaignId),
          [undefined, undefined],
        );
      }
    });

    it(`has no campaign and no record by it: ${id}`, () => {
      const cluster = { ...type('mailCluster'), clusterBy: 'BodyFingerprintBin1', clusterByValue: `${id};1` };
      assert.equal(alertOf(graphAlert([message(), cluster])).campaignId, undefined);
      assert.deepEqual(errorsOf(graphAlert([], { id })), [{ pointer: '/id', message: 'is missing' }]);
      assert.equal(alertOf(graphAlert([], { systemAlertId: id, id: 'fa2' })).record, 'fa2');
      const event = { id: 'm1', canonical_id: id, mailbox: { email: 'ana@contoso.com' } };
      assert.equal(alertOf(event, 'sublime').campaignId, undefined);
      assert.equal(alertOf({ ...event, id, canonical_id: 'c1' }, 'sublime').record, 'c1');
    });
  }

  it('is not one alert by the number 0', () => {
    assert.deepEqual(recordsOf(rows({ EmailClusterId: 0 })), [messageId, otherId]);
  });

  it('is refused by its alert id where it names no message either', () => {
    assert.deepEqual(errorsOf([{ AlertId: '-', Title: 't' }]), [{ pointer: '/0/AlertId', message: 'is missing' }]);
  });

  it('is one alert by an id of a single letter or digit', () => {
    for (const id of ['7', 'a', 'Ж', 'none-1', 'unknown7']) assert.deepEqual(recordsOf(rows({ AlertId: id })), [id]);
  });
});

describe('clusters whose numbers are longer than 2^53', () => {
  const text = (one: string, two: string) =>
    `[{"NetworkMessageId":"${messageId}","EmailClusterId":${one}},{"NetworkMessageId":"${otherId}","EmailClusterId":${two}}]`;
  const clustersOf = (json: string) => {
    const parsed = parseJson(json);
    assert.equal(parsed.kind, 'ok');
    return recordsOf(parsed.value);
  };

  it('are two where they differ in their last digits', () => {
    const [one, two] = ['3181834216364914017', '3181834216364914018'];
    assert.equal(Number(one), Number(two));
    assert.deepEqual(clustersOf(text(one, two)), [one, two]);
    assert.deepEqual(clustersOf(text(`-${one}`, `-${two}`)), [`-${one}`, `-${two}`]);
  });

  it('are one where one is told as a text', () => {
    const id = '3181834216364914017';
    assert.deepEqual(clustersOf(text(id, `"${id}"`)), [id]);
  });

  it('are none where they were rounded already', () => {
    assert.deepEqual(clustersOf(text('3.181834216364914E18', '3.181834216364914E18')), [messageId, otherId]);
    assert.deepEqual(recordsOf(rows({ EmailClusterId: 3.181834216364914e18 })), [messageId, otherId]);
  });

  it('are told apart inside of a text, too', () => {
    const additional = (id: string) => JSON.stringify({ EmailClusterId: 1 }).replace('1', id);
    const alert = alertOf([
      {
        AlertId: 'x',
        EntityType: 'MailMessage',
        NetworkMessageId: messageId,
        AdditionalFields: additional('3181834216364914017'),
      },
    ]);
    assert.equal(alert.campaignId, '3181834216364914017');
  });
});
