import assert from 'node:assert/strict';
import { alertOf, alertsOf, errorsOf, graphAlert, message, messageId } from './made-records.ts';

describe('what a record comes in', () => {
  const record = graphAlert([message()]);

  it('may be the name that a collector gives to its source', () => {
    const submission = {
      Operation: 'UserSubmission',
      SubmissionId: '5',
      Subject: 's',
      Recipients: '[ana@contoso.com]',
    };
    assert.equal(alertOf({ integration: 'ms-graph', 'ms-graph': record }).record, 'fa1');
    assert.equal(alertOf({ data: { integration: 'office365', office365: submission } }).record, '5');
    assert.equal(alertOf([{ o365audit: { '@timestamp': 'x' }, other: record }]).record, 'fa1');
  });

  it('is looked for where vendors put it before it is looked for anywhere', () => {
    assert.equal(alertOf({ other: { ...record, id: 'fa2' }, value: [record] }).record, 'fa1');
    assert.equal(errorsOf({ other: { sender: { address: 'x@evil.example' } } }).length, 1);
  });

  it('may be in envelopes in envelopes, yet not without end', () => {
    const held = { body: { object: { value: [{ incident: { alerts: [{ alert: record }] } }] } } };
    assert.equal(alertOf(held).record, 'fa1');
    const within = (depth: number) => Array.from({ length: depth }).reduce<object>((data) => ({ data }), record);
    assert.equal(alertOf(within(12)).record, 'fa1');
    assert.deepEqual(
      errorsOf(within(13)).map(({ pointer }) => pointer),
      ['/data'.repeat(12)],
    );
  });

  for (const [what, body] of [
    ['a page without alerts', { value: [] }],
    ['results without rows', { schema: [{ name: 'AlertId', type: 'String' }], results: [] }],
    ['tables without rows', { tables: [{ columns: [{ name: 'AlertId' }], rows: [] }] }],
    ['an empty list', []],
  ] as const) {
    it(`says that it holds no alert: ${what}`, () => {
      const none = [{ pointer: '', message: 'must hold an alert, and holds no alert' }];
      assert.deepEqual(errorsOf(body), none);
      if (Array.isArray(body)) assert.deepEqual(errorsOf(body, 'sublime'), none);
    });
  }
});

describe('beside alerts about mail', () => {
  const mail = { Operation: 'TIMailData', NetworkMessageId: messageId, Recipients: ['ana@contoso.com'], Subject: 's' };
  const recordsOf = (body: unknown) => alertsOf(body).map(({ record }) => record);
  const triggered = (Category?: string) => ({ Operation: 'AlertTriggered', AlertId: 'a1', Name: 'x', Category });

  for (const category of ['AccessGovernance', 'DataLossPrevention', 'MailFlow']) {
    it(`an alert of the audit log is left out where it is of ${category}`, () => {
      assert.deepEqual(recordsOf([triggered(category), mail]), [messageId]);
      assert.deepEqual(recordsOf([triggered(category)]), ['a1']);
    });
  }

  it('an alert of the audit log is taken where it is of threats, says nothing, or names mail', () => {
    for (const category of ['ThreatManagement', undefined]) {
      assert.deepEqual(recordsOf([triggered(category), mail]), ['a1', messageId]);
    }
    const named = { ...triggered('Others'), Data: JSON.stringify({ ms: 'Win a car' }) };
    assert.deepEqual(recordsOf([named, mail]), ['a1', messageId]);
  });

  it('a row of AlertInfo is taken where the alert is of Defender for Office 365', () => {
    const info = (ServiceSource: string) => ({ AlertId: 'a1', Title: 'x', ServiceSource });
    const sent = { NetworkMessageId: messageId, RecipientEmailAddress: 'ana@contoso.com', Subject: 's' };
    assert.deepEqual(recordsOf([info('Microsoft Defender for Office 365'), sent]), ['a1', messageId]);
    assert.deepEqual(recordsOf([info('Microsoft Defender for Endpoint'), sent]), [messageId]);
  });
});
