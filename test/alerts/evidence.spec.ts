import assert from 'node:assert/strict';
import { alertOf, graphAlert, message, messageId, type } from './made-records.ts';

describe('evidence of mail', () => {
  for (const word of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) {
    it(`is read where a type or a severity is the word ${word}`, () => {
      const foreign = [{ '@odata.type': `#microsoft.graph.security.${word}` }, { Type: word }];
      const alert = alertOf(graphAlert([message(), ...foreign], { severity: word }));
      assert.equal(alert.severity, 'medium');
      assert.equal(alert.emails.length, 1);
    });
  }

  it('has files that are on no device', () => {
    const file = (over: object) => ({ Type: 'file', Name: 'a.exe', ...over });
    const onDevice = [
      { Host: { $ref: '1' } },
      { hostEntityId: '/subscriptions/x' },
      { Directory: 'C:\\x' },
      { mdeDeviceId: '1' },
      { DeviceId: '1' },
      { DeviceName: 'pc' },
    ].map(file);
    assert.equal(alertOf(graphAlert([message(), ...onDevice])).facts.attachments, undefined);
    assert.deepEqual(alertOf(graphAlert([message(), file({})])).facts.attachments, [{ fileName: 'a.exe' }]);
  });

  it('has the SHA-256 of a file, however that is written, and no other hash', () => {
    const hashed = (Algorithm: string) => ({
      Type: 'file',
      Name: 'a.pdf',
      FileHashes: [
        { Algorithm: 'MD5', Value: 'ff' },
        { Algorithm, Value: 'aa' },
      ],
    });
    for (const algorithm of ['SHA256', 'sha256', 'Sha256']) {
      const { attachments } = alertOf(graphAlert([message(), hashed(algorithm)])).facts;
      assert.deepEqual(attachments, [{ fileName: 'a.pdf', sha256: 'aa' }]);
    }
    assert.deepEqual(alertOf(graphAlert([hashed('SHA1')])).facts.attachments, [{ fileName: 'a.pdf' }]);
  });

  it('has a file once, whatever the case of its SHA-256', () => {
    const told = (sha256: string) => ({ fileName: 'a.pdf', sha256 });
    const evidence = [message({ attachments: [told('AB')] }), { ...type('file'), fileDetails: told('ab') }];
    assert.equal(alertOf(graphAlert(evidence)).facts.attachments?.length, 1);
  });

  it('has links, which an address to write to is none of', () => {
    const urls = ['mailto:x@evil.example', 'MAILTO:y@evil.example', 'https://evil.example/'];
    const evidence = [message({ urls }), { ...type('url'), url: 'mailto:z@evil.example' }];
    assert.deepEqual(alertOf(graphAlert(evidence)).facts.urls, ['https://evil.example/']);
  });

  it('has the time of a row of a mail table, not of one about an alert', () => {
    const row = { Timestamp: '2026-03-02T06:00:00Z', NetworkMessageId: messageId, Subject: 's' };
    assert.equal(alertOf([row]).facts.receivedAt, '2026-03-02T06:00:00Z');
    assert.equal(alertOf([{ ...row, AlertId: 'a1' }]).facts.receivedAt, undefined);
    assert.equal(alertOf([{ ...row, Subject: null }]).facts.receivedAt, undefined);
  });
});

describe('mail that somebody reported', () => {
  for (const [what, told] of [
    ['by its Message-ID', { InternetMessageId: '<1@evil.example>' }],
    ['by the submission alone', { SubmissionId: '7' }],
  ] as const) {
    it(`is told without a recipient: ${what}`, () => {
      const record = { Operation: 'UserSubmissionTriage', Id: '7', Subject: 'Win a car', ...told };
      const { emails, facts } = alertOf(record);
      assert.deepEqual([emails, facts.subject], [[], 'Win a car']);
    });
  }
});

describe('an investigation', () => {
  const statusOf = (Status: string, inData?: string) => {
    const Data = JSON.stringify({ Status: inData, Severity: 'Low' });
    const { facts } = alertOf({ Operation: 'AirInvestigationData', InvestigationId: 'urn:1', Status, Data });
    return facts.description ?? '';
  };

  it('is dealt with where it says so itself, and where the alert that began it does', () => {
    assert.match(statusOf('Remediated', 'InProgress'), /^Resolved/);
    assert.match(statusOf('Investigation Started', 'Resolved'), /^Resolved/);
    assert.match(statusOf('Remediated'), /^Resolved/);
    assert.equal(statusOf('Investigation Started', 'InProgress'), '');
  });
});
