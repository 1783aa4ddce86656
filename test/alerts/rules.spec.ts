import assert from 'node:assert/strict';
import {
  alertOf,
  alertsOf,
  errorsOf,
  graphAlert,
  mailbox,
  mailboxesOf,
  message,
  messageId,
  otherId,
  type,
} from './made-records.ts';

describe('whose mailbox a message is in', () => {
  const table: readonly [what: string, evidence: readonly object[], mailboxes: readonly string[]][] = [
    ['what stands beside it', [message(), mailbox('ben@contoso.com')], ['ana@contoso.com']],
    [
      'the only mailbox',
      [message({ recipientEmailAddress: null }), mailbox('ben@contoso.com', 'x@contoso.com')],
      ['ben@contoso.com'],
    ],
    [
      'its account, where it has no address',
      [message({ recipientEmailAddress: '' }), mailbox(null, 'cy@contoso.com')],
      ['cy@contoso.com'],
    ],
    [
      'one mailbox that is named twice',
      [message({ recipientEmailAddress: null }), mailbox('ben@contoso.com'), mailbox('Ben@contoso.com')],
      ['ben@contoso.com'],
    ],
    [
      'nobody’s, of two mailboxes',
      [message({ recipientEmailAddress: null }), mailbox('ben@contoso.com'), mailbox('cy@contoso.com')],
      [],
    ],
    [
      'nobody’s, of a user who is no mailbox',
      [
        message({ recipientEmailAddress: null }),
        { ...type('user'), userAccount: { userPrincipalName: 'ben@contoso.com' } },
      ],
      [],
    ],
    [
      'all of a list in a text',
      [message({ recipientEmailAddress: undefined, Recipients: '[\'ana@contoso.com\'; "Ben" <ben@contoso.com>]' })],
      ['ana@contoso.com', 'ben@contoso.com'],
    ],
    [
      'the only mailbox, where what stands beside it is no address',
      [message({ recipientEmailAddress: 'undisclosed' }), mailbox('ben@contoso.com')],
      ['ben@contoso.com'],
    ],
    [
      'each once, whatever its case',
      [message(), message({ recipientEmailAddress: 'ANA@contoso.com' })],
      ['ana@contoso.com'],
    ],
    [
      'not the only mailbox, where another evidence names it',
      [message(), message({ recipientEmailAddress: null }), mailbox('ben@contoso.com')],
      ['ana@contoso.com'],
    ],
    [
      'nobody’s, where another message names somebody else',
      [message(), message({ networkMessageId: otherId, recipientEmailAddress: null }), mailbox('ben@contoso.com')],
      ['ana@contoso.com'],
    ],
    [
      'the only mailbox, where another message names it, too',
      [message(), message({ networkMessageId: otherId, recipientEmailAddress: null }), mailbox('Ana@contoso.com')],
      ['ana@contoso.com', 'Ana@contoso.com'],
    ],
  ];
  for (const [what, evidence, mailboxes] of table) {
    it(`is ${what}`, () => {
      assert.deepEqual(mailboxesOf(alertOf(graphAlert(evidence))), mailboxes);
    });
  }

  it('is not that of whoever clicked on a link in it', () => {
    const click = {
      NetworkMessageId: messageId,
      AccountUpn: 'ben@contoso.com',
      IsClickedThrough: false,
      Url: 'https://evil.example',
    };

    const alert = alertOf([click]);

    assert.deepEqual(alert.emails, []);
    assert.match(alert.facts.description ?? '', new RegExp(messageId));
  });

  it('is, at Sublime, the one that it flagged the message in, whoever the headers name', () => {
    const header = { name: 'x-ms-exchange-organization-network-message-id', value: messageId };
    const told = (mailbox: unknown, recipients: unknown, fields: unknown = [header]) =>
      alertOf({ id: '1', canonical_id: 'c', mailbox, recipients, headers: { hops: [{ fields }] } }, 'sublime');

    const two = { to: [{ email: { email: 'a@contoso.com' } }], cc: [{ email: { email: 'b@contoso.com' } }] };
    assert.deepEqual(mailboxesOf(told({ email: { email: 'ana@contoso.com' } }, two)), ['ana@contoso.com']);
    assert.deepEqual(mailboxesOf(told({ id: '7' }, two)), []);
    assert.deepEqual(mailboxesOf(told(undefined, [{ email: 'a@contoso.com' }])), []);
    assert.deepEqual(mailboxesOf(told(undefined, { to: [{ email: { email: 'a@contoso.com' } }] })), []);
    const own = {
      id: '1',
      canonical_id: 'c',
      mailbox: { email: 'ana@contoso.com' },
      sender: { email: 'ana@contoso.com' },
    };
    const spoofed = { ...own, network_message_id: messageId };
    assert.deepEqual(mailboxesOf(alertOf(spoofed, 'sublime')), ['ana@contoso.com']);
    const other = { ...header, value: otherId };
    assert.deepEqual(told({ email: 'ana@contoso.com' }, two, [header, other]).emails, []);
  });
});

describe('what names no message of ours', () => {
  const none: readonly [what: string, body: unknown][] = [
    ['a device that names a message', graphAlert([{ ...message(), ...type('device') }])],
    ['a message of Teams', graphAlert([message({ TeamsMessageId: '17' })])],
    [
      'a cluster that names messages',
      graphAlert([{ ...type('mailCluster'), networkMessageIds: [messageId, [otherId]] }]),
    ],
    [
      'a row about a user',
      [{ AlertId: 'x', EntityType: 'User', NetworkMessageId: messageId, AccountUpn: 'ana@contoso.com' }],
    ],
    ['a message id of zeros', graphAlert([message({ networkMessageId: '00000000-0000-0000-0000-000000000000' })])],
    ['a message id that is no GUID', graphAlert([message({ networkMessageId: 'abc-123' })])],
    ['no evidence', graphAlert([])],
    ['evidence that is text', graphAlert('none')],
  ];
  for (const [what, body] of none) {
    it(`is taken, for a person to look: ${what}`, () => {
      assert.deepEqual(alertOf(body).emails, []);
    });
  }
});

describe('what an alert says of itself', () => {
  for (const [told, severity] of [
    ['High', 'high'],
    ['CRITICAL', 'high'],
    ['Low', 'low'],
    ['informational', 'low'],
    ['Medium', 'medium'],
    ['unknownFutureValue', 'medium'],
    [null, 'medium'],
    [7, 'medium'],
  ] as const) {
    it(`is of ${severity} severity where the record says ${told}`, () => {
      assert.equal(alertOf(graphAlert([message()], { severity: told })).severity, severity);
    });
  }

  it('is the highest severity of its rows, and of the rules that flagged it', () => {
    const row = (Severity: string) => ({
      AlertId: 'x',
      Severity,
      EntityType: 'MailMessage',
      NetworkMessageId: messageId,
    });
    assert.equal(alertOf([row('Low'), row('High'), row('Medium')]).severity, 'high');
    const rules = [{ severity: 'low' }, { severity: 'high' }, {}];
    assert.equal(
      alertOf({ data: { message: { id: '1', canonical_id: '2' }, flagged_rules: rules } }, 'sublime').severity,
      'high',
    );
  });

  for (const [what, sender, expected] of [
    [
      'the one that people see',
      { p2Sender: { emailAddress: 'a@b.c' }, p1Sender: { emailAddress: 'x@y.z' } },
      { address: 'a@b.c' },
    ],
    [
      'the envelope’s',
      { p2Sender: { emailAddress: null }, p1Sender: { emailAddress: 'x@y.z', displayName: 'X' } },
      { address: 'x@y.z', displayName: 'X' },
    ],
    [
      'a name and an address in one text',
      { p2Sender: '"Team, the" <a@b.c>' },
      { address: 'a@b.c', displayName: 'Team, the' },
    ],
    ['a text', { sender: 'a@b.c', senderDisplayName: 'A' }, { address: 'a@b.c', displayName: 'A' }],
    ['a name alone', { p2SenderDisplayName: 'A' }, { displayName: 'A' }],
    ['absent', { p1Sender: {}, p2Sender: { emailAddress: ' ' } }, undefined],
  ] as const) {
    it(`has as its sender: ${what}`, () => {
      assert.deepEqual(alertOf(graphAlert([message(sender)])).facts.sender, expected);
    });
  }

  for (const [time, kept] of [
    ['2026-03-02T07:44:49.1234567Z', '2026-03-02T07:44:49.1234567Z'],
    ['2026-03-02T07:44:49+01:00', '2026-03-02T07:44:49+01:00'],
    ['2026-03-02T07:44:49', '2026-03-02T07:44:49Z'],
    ['2026-03-02T07:44:49.1234567', '2026-03-02T07:44:49.1234567Z'],
    ['2026-02-30T07:44:49', undefined],
    ['0001-01-01T00:00:00Z', undefined],
    ['0001-01-01T00:00:00', undefined],
    ['2026-03-02 07:44:49.302769000', undefined],
    ['2026-03-02', undefined],
    ['yesterday', undefined],
  ] as const) {
    it(`${kept === undefined ? 'leaves out' : `takes for ${kept}`} the time ${time}`, () => {
      const { receivedAt } = alertOf(graphAlert([message({ receivedDateTime: time })])).facts;
      assert.equal(receivedAt, kept);
    });
  }

  it('has no subject of characters that nobody sees', () => {
    const { facts } = alertOf(graphAlert([message({ subject: '\ufeff\u200b ' })], { title: '\u200bPhish \u200b' }));
    assert.equal(facts.subject, undefined);
    assert.equal(facts.title, 'Phish');
  });

  for (const link of [
    'http://portal.example/',
    'javascript:alert(1)',
    'https://a@evil.example/',
    `https://a.example/${'a'.repeat(2_048)}`,
    'x',
  ]) {
    it(`has no link where it is not plainly one: ${link.slice(0, 40)}`, () => {
      assert.equal(alertOf(graphAlert([message()], { alertWebUrl: link })).facts.link, undefined);
    });
  }

  it('is cut where it is too long, never refused', () => {
    const long = '😀'.repeat(40_000);
    const evidence = message({
      subject: long,
      p2Sender: { emailAddress: long, displayName: long },
      internetMessageId: long,
      deliveryLocation: long,
      threats: Array.from({ length: 50 }, (_, index) => `t${index}`),
      urls: Array.from({ length: 500 }, (_, index) => `https://evil.example/${index}${long}`),
      files: Array.from({ length: 500 }, (_, index) => ({ name: `${index}${long}`, sha256: long })),
    });
    const { alertId, record, facts } = alertOf(
      graphAlert([evidence], { id: `a${long}`, title: long, description: long }),
    );
    assert.ok(alertId.length <= 256);
    assert.ok((record ?? long).length <= 256);
    const lengths = [facts.title, facts.description, facts.subject, facts.sender?.address].map(
      (text) => [...(text ?? '')].length,
    );
    assert.deepEqual(lengths, [256, 4_000, 998, 320]);
    assert.deepEqual([facts.threatTypes?.length, facts.urls?.length, facts.attachments?.length], [20, 200, 100]);
  });

  it('keeps two records apart whose long ids begin alike', () => {
    const record = (end: string) => alertOf(graphAlert([], { id: `${'i'.repeat(1_000)}${end}` })).record;
    assert.notEqual(record('a'), record('b'));
  });

  it('is of the campaign that the cluster of the same body is, and of no other cluster', () => {
    const cluster = (clusterBy: string) => ({ ...type('mailCluster'), clusterBy, clusterByValue: '4123456789;x' });
    assert.equal(alertOf(graphAlert([message(), cluster('BodyFingerprintBin1;SenderIp')])).campaignId, '4123456789');
    assert.equal(alertOf(graphAlert([message(), cluster('Subject;SenderIp')])).campaignId, undefined);
    const queried = {
      ...type('mailCluster'),
      clusterSourceIdentifier: 'BodyFingerprintBin1 == 12 and SenderIp == "x"',
    };
    assert.equal(alertOf(graphAlert([message(), queried])).campaignId, '12');
    assert.equal(alertOf(graphAlert([message({ emailClusterId: 3_221_225_473 })])).campaignId, '3221225473');
    assert.equal(alertOf(graphAlert([message({ emailClusterId: 0 })])).campaignId, undefined);
  });
});

describe('a record that comes again', () => {
  const first = alertOf(graphAlert([message()]));

  it('is the same alert where nothing of it changed that is asked for', () => {
    const later = graphAlert([message({ subject: 'x' })], {
      status: 'resolved',
      lastUpdateDateTime: '2026-03-03T00:00:00Z',
    });
    assert.equal(alertOf(later).alertId, first.alertId);
  });

  it('is the same alert in whatever order and case it names its emails', () => {
    const ben = message({ recipientEmailAddress: 'ben@contoso.com' });
    const Ana = message({ recipientEmailAddress: 'ANA@contoso.com', networkMessageId: messageId.toUpperCase() });
    assert.equal(alertOf(graphAlert([ben, message()])).alertId, alertOf(graphAlert([Ana, ben])).alertId);
  });

  it('is another alert of the same record where it names more, or is more severe', () => {
    const grown = alertOf(graphAlert([message(), message({ networkMessageId: otherId })]));
    const graver = alertOf(graphAlert([message()], { severity: 'low' }));
    assert.deepEqual([grown.record, graver.record], ['fa1', 'fa1']);
    assert.equal(new Set([first.alertId, grown.alertId, graver.alertId]).size, 3);
  });

  it('becomes several alerts where it names more emails than one may', () => {
    const evidence = Array.from({ length: 10_001 }, (_, index) =>
      message({ recipientEmailAddress: `u${index}@contoso.com` }),
    );
    const alerts = alertsOf(graphAlert(evidence));
    assert.deepEqual(
      alerts.map(({ emails }) => emails.length),
      [10_000, 1],
    );
    assert.deepEqual(new Set(alerts.map(({ record }) => record)), new Set(['fa1']));
  });
});

describe('a body that is refused', () => {
  const table: readonly [what: string, route: 'defender' | 'sublime', body: unknown, pointers: readonly string[]][] = [
    ['null', 'defender', null, ['']],
    ['text', 'defender', 'alert', ['']],
    ['an empty object', 'defender', {}, ['']],
    ['an empty list', 'defender', [], ['']],
    ['a page without alerts', 'defender', { value: [] }, ['']],
    ['a list of what is none', 'defender', [1, { a: 1 }], ['/0', '/1']],
    ['our own alert', 'defender', { source: 's', alertId: '1', severity: 'low', emails: [] }, ['']],
    ['an id out of documentation', 'defender', graphAlert([], { id: 'String (identifier)' }), ['/id']],
    [
      'a message id out of documentation',
      'defender',
      { value: [graphAlert([{ ...message(), networkMessageId: 'String' }])] },
      ['/value/0/evidence/0/networkMessageId'],
    ],
    ['an alert without id', 'defender', { title: 'x', evidence: [message()] }, ['/id']],
    [
      'a row whose message id is none',
      'defender',
      { Results: [{ NetworkMessageId: 'x' }] },
      ['/Results/0/NetworkMessageId'],
    ],
    ['another event', 'sublime', { type: 'ping', data: {} }, ['']],
    ['a list with one that is none', 'sublime', [{ id: '1', canonical_id: '2' }, 'x'], ['/1']],
    ['a flagged message without id', 'sublime', { data: { message: { mailbox: { id: '1' } } } }, ['/data/message/id']],
    ['an empty list', 'sublime', [], ['']],
  ];
  for (const [what, route, body, pointers] of table) {
    it(`names what is wrong: ${what}, at ${route}`, () => {
      const errors = errorsOf(body, route);
      assert.deepEqual(
        errors.map(({ pointer }) => pointer),
        pointers,
      );
      for (const { message: text } of errors) assert.match(text, /^(must|is) /);
    });
  }

  it('holds more alerts than an answer takes', () => {
    const alerts = Array.from({ length: 1_001 }, (_, index) => graphAlert([message()], { id: `fa${index}` }));
    assert.deepEqual(errorsOf({ value: alerts }), [{ pointer: '', message: 'must hold at most 1000 alerts' }]);
    assert.equal(alertsOf({ value: alerts.slice(1) }).length, 1_000);
  });
});

describe('a body with several records', () => {
  it('leaves alerts about devices out where there are some about mail', () => {
    const device = graphAlert([{ ...type('device'), mdeDeviceId: '1' }], { id: 'da1' });
    assert.deepEqual(
      alertsOf([device, graphAlert([message()])]).map(({ record }) => record),
      ['fa1'],
    );
    assert.deepEqual(
      alertsOf([device, { ...device, id: 'da2' }]).map(({ record }) => record),
      ['da1', 'da2'],
    );
  });

  it('takes alerts and rows that stand together, whatever columns the rows have', () => {
    const row = { Id: '1', Title: 'Phish', Severity: 'High', IncidentId: 7, AlertId: 'x' };
    const named = { ...row, EntityType: 'MailMessage', NetworkMessageId: messageId, AccountUpn: 'ana@contoso.com' };
    assert.deepEqual(mailboxesOf(alertOf([named])), ['ana@contoso.com']);
    assert.equal(alertOf({ alertId: 'y', incidentId: 7, title: 'T', serviceSource: 'OfficeATP' }).record, 'y');
  });

  it('leaves out what is no alert in the batch of a log', () => {
    const login = { Operation: 'UserLoggedIn', RecordType: 15, Id: '1' };
    assert.equal(alertOf([login, graphAlert([message()])]).record, 'fa1');
  });

  it('puts the rows of one alert together, and what is known of its message from other tables', () => {
    const alert = alertOf({
      Results: [
        { NetworkMessageId: messageId, Url: 'https://evil.example/a' },
        { AlertId: 'x', Title: 'Phish', Severity: 'High' },
        { AlertId: 'x', EntityType: 'MailMessage', NetworkMessageId: messageId, AccountUpn: 'ana@contoso.com' },
        { NetworkMessageId: messageId, RecipientEmailAddress: 'ben@contoso.com', Subject: 'S', EmailClusterId: 12 },
      ],
    });
    assert.partialDeepStrictEqual(alert, {
      record: 'x',
      severity: 'high',
      campaignId: '12',
      facts: { title: 'Phish', urls: ['https://evil.example/a'] },
    });
    assert.deepEqual(mailboxesOf(alert), ['ana@contoso.com', 'ben@contoso.com']);
  });
});
