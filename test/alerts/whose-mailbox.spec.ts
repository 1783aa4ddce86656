import assert from 'node:assert/strict';
import { alertOf, graphAlert, mailbox, mailboxesOf, message, messageId, otherId } from './made-records.ts';

describe('the only mailbox that a record names', () => {
  const sent = { recipientEmailAddress: null, p2Sender: { emailAddress: '"The Boss" <Boss@contoso.com>' } };

  it('is not where its own mail arrived', () => {
    assert.deepEqual(mailboxesOf(alertOf(graphAlert([mailbox('boss@contoso.com'), message(sent)]))), []);
  });

  it('is not where its own mail arrived, though other evidence of the message leaves the sender out', () => {
    const bare = message({ recipientEmailAddress: null });
    assert.deepEqual(mailboxesOf(alertOf(graphAlert([mailbox('boss@contoso.com'), message(sent), bare]))), []);
  });

  it('is that of other mail beside its own', () => {
    const evidence = [
      mailbox('boss@contoso.com'),
      message(sent),
      message({ networkMessageId: otherId, recipientEmailAddress: null }),
    ];
    assert.deepEqual(alertOf(graphAlert(evidence)).emails, [
      { networkMessageId: otherId, recipientEmailAddress: 'boss@contoso.com' },
    ]);
  });

  const mail = { kind: 'MailMessage', properties: { networkMessageId: messageId, subject: 's' } };
  const box = { kind: 'Mailbox', properties: { mailboxPrimaryAddress: 'ana@contoso.com' } };
  const incident = (over: object) => ({
    type: 'Microsoft.SecurityInsights/Incidents',
    name: 'n',
    properties: { title: 't', incidentNumber: 1, relatedEntities: [mail, box], ...over },
  });

  it('is of the mail of an incident of Sentinel with one alert', () => {
    const one = incident({ additionalData: { alertsCount: 1 } });
    assert.deepEqual(mailboxesOf(alertOf(one)), ['ana@contoso.com']);
  });

  it('may be of another alert where an incident of Sentinel has several', () => {
    const told = incident({ additionalData: { alertsCount: 2 } });
    const listed = incident({ alerts: [{ kind: 'SecurityAlert' }, { kind: 'SecurityAlert' }] });
    assert.deepEqual([alertOf(told).emails, alertOf(listed).emails], [[], []]);
  });
});

describe('who clicked on a link', () => {
  const row = { NetworkMessageId: messageId, AccountUpn: 'ben@contoso.com' };
  for (const [what, told] of [
    ['whether it was clicked through', { IsClickedThrough: false }],
    ['the chain of links', { UrlChain: '["https://evil.example/"]' }],
    ['the link alone', { Url: 'https://evil.example/' }],
    ['what became of the click alone', { ActionType: 'ClickBlocked' }],
    ['its table alone', { Type: 'UrlClickEvents' }],
  ] as const) {
    it(`is nobody who received the mail, where a row names ${what}`, () => {
      assert.deepEqual(alertOf([{ ...row, ...told }]).emails, []);
    });
  }

  it('is not left out where the row says who received it', () => {
    const joined = { ...row, Url: 'https://evil.example/', RecipientEmailAddress: 'ana@contoso.com' };
    assert.deepEqual(mailboxesOf(alertOf([joined])), ['ana@contoso.com']);
  });
});
