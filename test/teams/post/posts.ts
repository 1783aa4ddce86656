/** Posts as they stand in alert channels, each with what a person would read out of it. */

export interface SamplePost {
  /** `messagePayload`, or its HTML alone. */
  readonly post: unknown;
  readonly messageIds?: readonly string[];
  readonly recipients?: readonly string[];
  /** False where nothing labels what was found. */
  readonly idsNamed?: boolean;
  readonly recipientsNamed?: boolean;
  readonly severity?: 'low' | 'medium' | 'high';
  readonly subject?: string;
}

export const first = '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
export const second = '9a8b7c6d-5e4f-4a3b-9c2d-1e0f9a8b7c6d';
export const tenantId = '72f988bf-86f1-41af-91ab-2d7cd011db47';
const alertId = 'd1e2f3a4-b5c6-4d7e-8f90-a1b2c3d4e5f6';

export const html = (content: string) => ({ id: '1', body: { contentType: 'html', content } });
export const text = (content: string) => ({ id: '1', body: { contentType: 'text', content } });
export const card = (content: unknown, kind = 'application/vnd.microsoft.card.adaptive') => ({
  id: '1',
  body: { contentType: 'html', content: '<attachment id="0fa1"></attachment>' },
  attachments: [{ id: '0fa1', contentType: kind, content: JSON.stringify(content) }],
});
const adaptive = (...body: unknown[]) => card({ type: 'AdaptiveCard', version: '1.4', body });

export const posts: Readonly<Record<string, SamplePost>> = {
  "Defender's alert mail, forwarded to the channel": {
    post: html(
      `<div><b>From:</b> Office365Alerts@microsoft.com &lt;Office365Alerts@microsoft.com&gt;<br><b>Sent:</b> Friday, November 20, 2026 15:04<br>
       <b>To:</b> SOC &lt;soc@contoso.com&gt;<br><b>Subject:</b> High-severity alert: Email messages containing malicious URL removed after delivery</div>
       <p>A high-severity alert has been triggered</p><table><tr><td>Severity:</td><td>&#128308; High</td></tr>
       <tr><td>Details:</td><td>Network message ID ${first} delivered to ana@contoso.com</td></tr>
       <tr><td>Tenant ID</td><td>${tenantId}</td></tr></table>
       <a href="https://security.microsoft.com/emailentity?f=summary&amp;id=${first}&amp;recipient=ana%40contoso.com&amp;tid=${tenantId}">View message</a>`,
    ),
    messageIds: [first],
    recipients: ['soc@contoso.com', 'ana@contoso.com'],
    severity: 'high',
    subject: 'High-severity alert: Email messages containing malicious URL removed after delivery',
  },
  'a link to the email entity page alone': {
    post: html(
      `<p>pls kill <a href="https://security.microsoft.com/emailentityV2?id=${first}&amp;recipient=ben@contoso.com&amp;startTime=2026-11-20">this one</a></p>`,
    ),
    messageIds: [first],
    recipients: ['ben@contoso.com'],
  },
  'a link that Outlook wrapped': {
    post: html(
      `<p>https://eur02.safelinks.protection.outlook.com/?url=${encodeURIComponent(`https://security.microsoft.com/emailentity?id=${first}&recipient=ana@contoso.com`)}&amp;data=05%7C02%7Ceve%40fabrikam.com</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'an entity link whose id carries the hash of the recipient': {
    post: text(
      `see https://security.microsoft.com/emailentity?id=${first}-1234567890123456789-1&recipient=ana@contoso.com.`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  "a Sentinel Logic App's lines": {
    post: html(
      `<p>New incident <b>#4711</b> (${alertId})</p><p>Severity: Medium</p><p>Tenant ID: ${tenantId}</p><p>NetworkMessageId: ${first}</p>
       <p>RecipientEmailAddress: Ana@Contoso.com</p><p>SenderFromAddress: it-support@evil.example</p><p>Subject: Your mailbox is full</p>`,
    ),
    messageIds: [first],
    recipients: ['Ana@Contoso.com'],
    severity: 'medium',
    subject: 'Your mailbox is full',
  },
  "a Logic App's HTML table with a head": {
    post: html(
      `<table><thead><tr><th>Time</th><th>Sender</th><th>Recipient</th><th>NetworkMessageId</th></tr></thead>
       <tbody>\n<tr>\n<td>15:04</td>\n<td>x@evil.example</td>\n<td>ana@contoso.com</td>\n<td>${first}</td>\n</tr>
       <tr><td>15:05</td><td>x@evil.example</td><td>ben@contoso.com</td><td>${second}</td></tr></tbody></table>`,
    ),
    messageIds: [first, second],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  'a table of names and values': {
    post: html(
      `<table><tr><td>Alert ID</td><td>${alertId}</td></tr><tr><td>Network Message ID</td><td>${first}</td></tr>
       <tr><td>Recipient(s)</td><td><p>ana@contoso.com</p><p>ben@contoso.com</p></td></tr><tr><td>Sender</td><td>x@evil.example</td></tr></table>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  "a SOAR's adaptive card with facts": {
    post: adaptive(
      { type: 'TextBlock', text: '**Phishing** reported, high severity' },
      {
        type: 'FactSet',
        facts: [
          { title: 'Incident ID', value: alertId },
          { title: 'Network Message Id:', value: first.toUpperCase() },
          { title: 'Recipients', value: 'ana@contoso.com; ben@contoso.com' },
          { title: 'Sender', value: 'x@evil[.]example' },
          { title: 'Subject', value: 'Invoice 2211' },
        ],
      },
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    severity: 'high',
    subject: 'Invoice 2211',
  },
  'an adaptive card with columns instead of facts': {
    post: adaptive({
      type: 'ColumnSet',
      columns: [
        {
          type: 'Column',
          items: ['Recipient', 'Message ID', 'Sender'].map((label) => ({ type: 'TextBlock', text: label })),
        },
        {
          type: 'Column',
          items: ['ana@contoso.com', first, 'x@evil.example'].map((value) => ({ type: 'TextBlock', text: value })),
        },
      ],
    }),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'an adaptive card with a table and rich text': {
    post: adaptive(
      { type: 'RichTextBlock', inlines: ['Severity: ', { type: 'TextRun', text: 'Low' }] },
      {
        type: 'Table',
        rows: [
          ['Mailbox', 'NMID'],
          ['ana@contoso.com', first],
        ].map((cells) => ({
          type: 'TableRow',
          cells: cells.map((cell) => ({ type: 'TableCell', items: [{ type: 'TextBlock', text: cell }] })),
        })),
      },
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    severity: 'low',
  },
  'an adaptive card whose button alone knows the mail': {
    post: card({
      type: 'AdaptiveCard',
      body: [{ type: 'TextBlock', text: 'A message was reported as phish' }],
      actions: [
        {
          type: 'Action.OpenUrl',
          title: 'Open',
          url: `https://soar.contoso.com/mail?networkMessageId=${first}&recipientEmailAddress=ana@contoso.com`,
        },
      ],
    }),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'a connector card of an incoming webhook': {
    post: card(
      {
        title: 'Phish',
        sections: [
          {
            activityTitle: 'Severity: high',
            facts: [
              { name: 'networkMessageId', value: first },
              { name: 'Affected users', value: 'ana@contoso.com<br>ben@contoso.com' },
            ],
          },
        ],
      },
      'application/vnd.microsoft.teams.card.o365connector',
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    severity: 'high',
  },
  'a thumbnail card': {
    post: card(
      { title: 'Suspicious mail', text: `<p>Recipient: ana@contoso.com</p><p>Network message ID: ${first}</p>` },
      'application/vnd.microsoft.card.thumbnail',
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'German, written by hand': {
    post: html(
      `<p>Kollegen, bitte die Mail ${first} bei ana@contoso.com und ben@contoso.com l&ouml;schen. Kam von rechnung@evil.example, Schweregrad hoch.</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    idsNamed: false,
    recipientsNamed: false,
  },
  'German, with labels': {
    post: html(
      `<p>Schweregrad: Hoch</p><p>Netzwerknachrichten-ID: ${first}</p><p>Empf&auml;nger (2):</p><ul><li>ana@contoso.com</li><li>Ben Okafor &lt;ben@contoso.com&gt;</li></ul>
       <p>Absender: x@evil.example</p><p>Betreff: Mahnung</p><p>Mandant: ${tenantId}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    severity: 'high',
    subject: 'Mahnung',
  },
  'French, with labels': {
    post: text(
      `Gravité : élevée\nDestinataire : ana@contoso.com\nExpéditeur : x@evil.example\nObjet : Facture\nID de message réseau : ${first}`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    severity: 'high',
    subject: 'Facture',
  },
  'Japanese, with labels': {
    post: text(
      `重大度：高\n受信者：ana@contoso.com\n差出人：x@evil.example\n件名：請求書\nネットワーク メッセージ ID：${first}`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    severity: 'high',
    subject: '請求書',
  },
  'Japanese, as Defender and a report name things': {
    post: html(
      `<table><tr><td>報告者</td><td>gus@contoso.com</td></tr><tr><td>影響を受けるメールボックス</td><td>ana@contoso.com</td></tr>
       <tr><td>メールボックス</td><td>ben@contoso.com</td></tr><tr><td>インターネット メッセージ ID</td><td>${second}</td></tr>
       <tr><td>テナント ID</td><td>${tenantId}</td></tr><tr><td>メッセージ ID</td><td>${first}</td></tr></table>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  'Japanese, from a form': {
    post: text(`申請者: gus@contoso.com\n宛先: ana@contoso.com, ben@contoso.com\nネットワークメッセージID: ${first}`),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  'Spanish, with labels': {
    post: text(
      `Gravedad: Alta\nReportado por: gus@contoso.com\nBuzón afectado: ana@contoso.com\nDestinatarios: ben@contoso.com\nRemitente: x@evil.example\nAsunto: Factura vencida\nID de mensaje de red: ${first}\nID de mensaje de Internet: ${second}\nID de inquilino: ${tenantId}`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    severity: 'high',
    subject: 'Factura vencida',
  },
  'Spanish, in HTML of an older program': {
    post: html(
      `<p><b>Direcci&oacute;n del remitente:</b> x@evil.example</p><p><b>Buz&oacute;n:</b> ana@contoso.com</p><p><b>Id. de red del mensaje:</b> ${first}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'defanged addresses': {
    post: html(
      `<p>NMID: ${first}<br>To: user[at]contoso[.]com, ben (at) contoso (dot) com<br>From: bad{@}evil[dot]example</p>`,
    ),
    messageIds: [first],
    recipients: ['user@contoso.com', 'ben@contoso.com'],
  },
  'everything in one line': {
    post: text(
      `ALERT severity=high networkMessageId=${first} recipient=ana@contoso.com sender=x@evil.example tenantId=${tenantId} subject="Pay now"`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    severity: 'high',
    subject: '"Pay now"',
  },
  'JSON pasted as code': {
    post: html(
      `<pre>{\n  "TenantId": "${tenantId}",\n  "NetworkMessageId": "${first}",\n  "Recipients": [\n    "ana@contoso.com",\n    "ben@contoso.com"\n  ],\n  "P2Sender": "x@evil.example",\n  "Severity": "Medium"\n}</pre>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
    severity: 'medium',
  },
  'a table in Markdown': {
    post: text(
      `| Recipient | Network Message ID |\n|---|---|\n| ana@contoso.com | ${first} |\n| ben@contoso.com | ${second} |`,
    ),
    messageIds: [first, second],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  'a list below its label': {
    post: html(
      `<p>Recipients:</p><p>ana@contoso.com</p><p>ben@contoso.com</p><p>Reported by: eve@contoso.com</p><p>nmid ${first}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com', 'ben@contoso.com'],
  },
  'a user report that names only who reported': {
    post: html(`<p>Reported by: ana@contoso.com</p><p>Sender: x@evil.example</p><p>Message ID: ${first}</p>`),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    recipientsNamed: false,
  },
  'ids that nothing labels, beside those of alert and tenant': {
    post: html(`<p>Alert ${alertId}, tenant ${tenantId}: look at ${first} please</p>`),
    messageIds: [first],
    idsNamed: false,
  },
  "a name that leads to a mailbox, an alert's own id, and an Internet message id": {
    post: html(
      `<p>Recipient: <a href="mailto:ana@contoso.com">Ana Ferrer</a></p><p>Alert: fa${alertId}</p><p>Internet Message ID: &lt;${second}@evil.example&gt;</p>
       <p>Analyst: ben@contoso.com</p><p>${first}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    idsNamed: false,
  },
  'dashes that a word processor lengthened, and invisible characters': {
    post: text(`Network message\u200b ID: ${first.replaceAll('-', '–')}\nRecipient: ana\u00ad@contoso.com`),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'a conversation without any mail in it': { post: html('<p>Lunch at 12:30? — the usual place</p>') },
};

export const hostilePosts: Readonly<Record<string, SamplePost>> = {
  'a subject that poses as labels': {
    post: html(
      `<p>Subject: Re: Recipient: ceo@contoso.com, Network message ID: ${second}</p><p>Recipient: ana@contoso.com</p><p>Network message ID: ${first}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
    subject: `Re: Recipient: ceo@contoso.com, Network message ID: ${second}`,
  },
  'script, style and handlers': {
    post: html(
      `<script>Recipient: ceo@contoso.com</script><style>to: ceo@contoso.com</style><img src=x onerror="alert('ceo@contoso.com')"><p>To: ana@contoso.com</p>`,
    ),
    recipients: ['ana@contoso.com'],
  },
  "a phishing link that carries the victim's address": {
    post: html(
      `<p>To: ana@contoso.com</p><p>https://evil.example/?email=ceo@contoso.com&amp;id=${second}</p><p>NMID: ${first}</p>`,
    ),
    messageIds: [first],
    recipients: ['ana@contoso.com'],
  },
  'a host that only looks like Defender': {
    post: html(
      `<a href="https://security.microsoft.com.evil.example/emailentity?id=${second}&amp;recipient=ceo@contoso.com">x</a>`,
    ),
  },
  'an address in letters that pose as others': {
    post: text('Recipient: ｃｅｏ@contoso.com\nTo: ana@contoso.com'),
    recipients: ['ana@contoso.com'],
  },
  'tags that never end': {
    post: html(`<p>To: ana@contoso.com<p <p <p <p <a href="https://`),
    recipients: ['ana@contoso.com'],
  },
  'an address in pointed brackets that are no tag': {
    post: html('<p>To: <ana@contoso.com></p>'),
    recipients: ['ana@contoso.com'],
  },
  'a card that is no JSON': {
    post: {
      body: { contentType: 'html', content: 'To: ana@contoso.com' },
      attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: '{"body":[' }],
    },
    recipients: ['ana@contoso.com'],
  },
  'a card nested too deep': {
    post: {
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
        },
      ],
    },
  },
  'a payload of other types': {
    post: { subject: 7, body: { content: { toString: 'x' }, contentType: [] }, attachments: { 0: 'x', length: 9 } },
  },
  'a body that is a list': {
    post: { body: ['To: ana@contoso.com'], attachments: [null, 7, 'x', [], { contentType: {} }] },
  },
  'no payload at all': { post: null },
};
