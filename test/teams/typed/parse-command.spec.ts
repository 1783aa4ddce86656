import assert from 'node:assert/strict';
import fc from 'fast-check';
import { remediationActions } from '../../../src/approval/request.ts';
import { commandNames } from '../../../src/teams/typed/nearest-command.ts';
import { parseCommand } from '../../../src/teams/typed/parse-command.ts';

const id = '6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
const otherId = '0a1b2c3d-4b5a-4c6d-8e7f-0a1b2c3d4e5f';
const pairs = (messages: readonly string[], recipients: readonly string[]) =>
  messages.flatMap((networkMessageId) =>
    recipients.map((recipientEmailAddress) => ({ networkMessageId, recipientEmailAddress })),
  );
const removal = (rest: object = {}) => ({
  kind: 'request',
  emails: pairs([id], ['ana@contoso.com']),
  action: 'softDelete',
  ...rest,
});
const unread = (said: string, meantAs: string) => ({ kind: 'unread', unread: said, meantAs });
const history = (count = 10, page = 1) => ({ kind: 'history', count, page });
const incomplete = (command: string, problem: string) => ({ kind: 'incomplete', command, problem });
const whoCanApprove = { kind: 'whoCanApprove', requestId: 'CS-7F3K2Q' };
const alertsHere = (takes = {}) => ({ kind: 'alertsHere', takes });
const unknown = (nearest?: string, requestId?: string) => ({
  kind: 'unknown',
  nearest,
  ...(requestId === undefined ? {} : { requestId }),
});

describe('what people type', () => {
  const table: readonly [typed: string, meant: object][] = [
    ['', { kind: 'help' }],
    ['<at>Countersign</at>', { kind: 'help' }],
    ['<at>Countersign</at> help', { kind: 'help' }],
    ['<at id="0">Countersign (Dev)</at>&nbsp;HELP!\n', { kind: 'help' }],
    ['help?', { kind: 'help' }],
    ['?', { kind: 'help' }],
    ['help me', incomplete('help', 'extraWords')],

    ['@Countersign pending', { kind: 'pending', page: 1 }],
    ['@Countersign', { kind: 'help' }],
    ['Countersign, show CS-7F3K2Q', { kind: 'show', requestId: 'CS-7F3K2Q' }],
    ['@OurBot pending', { kind: 'pending', page: 1 }],
    ['pending', { kind: 'pending', page: 1 }],
    ['  <p>Pending</p>\r\n', { kind: 'pending', page: 1 }],
    ['pending 2', { kind: 'pending', page: 2 }],
    ['pending page 3', { kind: 'pending', page: 3 }],
    ['pending 0', incomplete('pending', 'page')],
    ['pending mail', incomplete('pending', 'page')],

    ['show CS-7F3K2Q', { kind: 'show', requestId: 'CS-7F3K2Q' }],
    ['SHOW cs 7f3 k2q.', { kind: 'show', requestId: 'CS-7F3K2Q' }],
    ['show&#160;cs\u20137f3k2q', { kind: 'show', requestId: 'CS-7F3K2Q' }],
    ['show: 7f3k2q', { kind: 'show', requestId: 'CS-7F3K2Q' }],
    ['show CS-OIL0O1', { kind: 'show', requestId: 'CS-011001' }],
    ['show', incomplete('show', 'requestId')],
    ['show CS-2TVN07X', { kind: 'requestIdLength', characters: 7 }],
    ['show cs2tvn0', { kind: 'requestIdLength', characters: 5 }],
    ['show CS-2TVN0U', incomplete('show', 'requestId')],
    ['show csi', incomplete('show', 'requestId')],
    ['show me', incomplete('show', 'requestId')],
    ['show CS-7F3K2Q CS-7F3K2R', { kind: 'oneRequestId', command: 'show', requestId: 'CS-7F3K2Q' }],

    ['who can approve CS-7F3K2Q', whoCanApprove],
    ['Who can approve CS-7F3K2Q?', whoCanApprove],
    ['WHO CAN APPROVE: cs 7f3 k2q', whoCanApprove],
    ['<at>Countersign</at> who&nbsp;can  approve CS\u20137F3K2Q', whoCanApprove],
    ['whocanapprove 7f3k2q', whoCanApprove],
    ['who may approve CS-7F3K2Q', whoCanApprove],
    ['who has to approve CS-7F3K2Q?', whoCanApprove],
    ['who must approve CS-7F3K2Q', whoCanApprove],
    ['who can approve', incomplete('who can approve', 'requestId')],
    ['Who can approve?', incomplete('who can approve', 'requestId')],
    ['who can approve this', incomplete('who can approve', 'requestId')],
    [
      'who can approve CS-7F3K2Q CS-7F3K2R',
      { kind: 'oneRequestId', command: 'who can approve', requestId: 'CS-7F3K2Q' },
    ],
    ['who can approve CS-7F3K2U', incomplete('who can approve', 'requestId')],
    ['who can approve CS-7F3K2', { kind: 'requestIdLength', characters: 5 }],
    ['who can approve cs7f3k2qq', { kind: 'requestIdLength', characters: 7 }],
    ['who can aprove CS-7F3K2Q', unknown('who can approve', 'CS-7F3K2Q')],
    ['who cna approve CS-7F3K2Q', unknown('who can approve', 'CS-7F3K2Q')],
    ['who approves CS-7F3K2Q', unknown('who can approve', 'CS-7F3K2Q')],
    ['who can approved CS-7F3K2Q', unknown('who can approve', 'CS-7F3K2Q')],
    ['can approve CS-7F3K2Q', unknown(undefined, 'CS-7F3K2Q')],

    ['alerts here', alertsHere()],
    ['Alerts \u00a0 Here', alertsHere()],
    ['alertshere', alertsHere()],
    ['alerts here.', alertsHere()],
    ['alerts here from defender', alertsHere({ source: 'defender' })],
    ['alerts here: from "Defender".', alertsHere({ source: 'defender' })],
    ['Alerts here FROM mail-gate.2 Severity HIGH', alertsHere({ source: 'mail-gate.2', minSeverity: 'high' })],
    ['alerts here severity: high, from defender', alertsHere({ source: 'defender', minSeverity: 'high' })],
    ['alerts here from defender and severity medium', alertsHere({ source: 'defender', minSeverity: 'medium' })],
    ['alerts here from defender, high severity', alertsHere({ source: 'defender', minSeverity: 'high' })],
    ['alerts here from severity', alertsHere({ source: 'severity' })],
    ['alerts here severity medium', alertsHere({ minSeverity: 'medium' })],
    ['alerts here severity low', alertsHere()],
    [`alerts here from ${'a'.repeat(64)}`, alertsHere({ source: 'a'.repeat(64) })],
    [`alerts here from ${'a'.repeat(65)}`, incomplete('alerts here', 'alertSource')],
    ['alerts here from', incomplete('alerts here', 'alertSource')],
    ['alerts here from d\u00e9fender', incomplete('alerts here', 'alertSource')],
    ['alerts here from <script>', incomplete('alerts here', 'alertSource')],
    ['alerts here from mail_gate', incomplete('alerts here', 'alertSource')],
    ['alerts here severity', incomplete('alerts here', 'alertSeverity')],
    ['alerts here severity hihg', incomplete('alerts here', 'alertSeverity')],
    ['alerts here severity critical', incomplete('alerts here', 'alertSeverity')],
    ['alerts here severity high severity low', incomplete('alerts here', 'alertFilter')],
    ['alerts here from defender from sublime', incomplete('alerts here', 'alertFilter')],
    ['alerts here form defender', incomplete('alerts here', 'alertFilter')],
    ['alerts here high', incomplete('alerts here', 'alertFilter')],
    ['alerts here from defender please', incomplete('alerts here', 'alertFilter')],
    ['alerts off from defender', incomplete('alerts off', 'extraWords')],
    ['alerts off.', { kind: 'alertsOff' }],
    ['alerts here please', incomplete('alerts here', 'alertFilter')],
    ['alerts', unknown('alerts here')],
    ['alert here', unknown('alerts here')],
    ['alerts of', unknown('alerts off')],

    ['whoami', { kind: 'whoami' }],
    ['Who am I?', { kind: 'whoami' }],
    ['WHO AMI', { kind: 'whoami' }],

    [`request ${id} ana@contoso.com`, removal()],
    [`Request ${id.toUpperCase()} ana@contoso.com softDelete`, removal()],
    [`request &lt;${id}&gt; &lt;ana@contoso.com&gt;`, removal()],
    [`request {${id}} "ana@contoso.com"`, removal()],
    [`request ${id} <a href="mailto:ana@contoso.com">ana@contoso.com</a>`, removal()],
    [`request ${id} [ana@contoso.com](mailto:ana@contoso.com)`, removal()],
    [`request ${id} mailto:ana@contoso.com`, removal()],
    [
      `request ${id} ana@contoso.com, ben@contoso.com;eve@contoso.com`,
      removal({ emails: pairs([id], ['ana@contoso.com', 'ben@contoso.com', 'eve@contoso.com']) }),
    ],
    [
      `request\n${id}\nana@contoso.com\nmove to junk\nbecause\nit is phish\n`,
      removal({ action: 'moveToJunk', because: 'it is phish' }),
    ],
    [`request ${id} ana@contoso.com Hard-Delete`, removal({ action: 'hardDelete' })],
    [`request ${id} moveToDeletedItems ana@contoso.com`, removal({ action: 'moveToDeletedItems' })],
    [
      `request ${id} ana@contoso.com BECAUSE: the CEO &amp; CFO said "no" because`,
      removal({ because: 'the CEO & CFO said "no" because' }),
    ],
    [`request ${id} ana@contoso.com because`, incomplete('request', 'reasonMissing')],
    [`request ${id} ana@contoso.com because: `, incomplete('request', 'reasonMissing')],
    [
      `request ${id} ana@contoso.com because [this page](https://evil.example/x) asks for a password`,
      removal({ because: 'this page (https://evil.example/x) asks for a password' }),
    ],
    [
      `request ${id} ana@contoso.com because <a title="x" href="https://evil.example/?a&amp;b">this page</a>`,
      removal({ because: 'this page (https://evil.example/?a&b)' }),
    ],
    [
      `request ${id} ana@contoso.com because [evil.example/x](http://evil.example/x/) is bad`,
      removal({ because: 'evil.example/x is bad' }),
    ],
    ['request', incomplete('request', 'messageId')],
    ['request ana@contoso.com', incomplete('request', 'messageId')],
    [`request ${id}0 ana@contoso.com`, unread(`${id}0`, 'messageId')],
    ['request CAF1=x ana@contoso.com', unread('CAF1=x', 'messageId')],
    [`request ${id}`, incomplete('request', 'recipient')],
    [`request ${id} because it is phish`, incomplete('request', 'recipient')],
    [`request ${id} ana@`, unread('ana@', 'recipient')],
    [`request ${id} a@b@c`, unread('a@b@c', 'recipient')],
    [`request ${id} ana@contoso.com ben@`, unread('ben@', 'recipient')],
    [`request ${id} ${'a'.repeat(309)}@contoso.com`, unread(`${'a'.repeat(309)}@contoso.com`, 'recipient')],
    [`request ${id} ana@contoso.com nuke`, unread('nuke', 'action')],
    [`request ${id} ana@contoso.com softDelete hardDelete`, unread('softDelete hardDelete', 'action')],
    [`request ${id} ana@contoso.com https://evil.example/x`, unread('https://evil.example/x', 'action')],
    [`request ${id} ${otherId}a ana@contoso.com`, unread(`${otherId}a`, 'messageId')],
    [`request Ana Baker ana@contoso.com`, unread('Ana', 'messageId')],
    [`request ${id} Ana Baker <ana@contoso.com>`, unread('Ana Baker', 'action')],
    [`request ${id} reception@contoso`, unread('reception@contoso', 'domain')],
    [`request ${id} ana@contoso.com ben@[10.0.0.1]`, unread('ben@[10.0.0.1', 'recipient')],
    ['request <ABCD@mail.example> ana@contoso.com', unread('ABCD@mail.example', 'internetId')],
    [
      'request CAF1x+2=Zz0123456789@mail.example ana@contoso.com',
      unread('CAF1x+2=Zz0123456789@mail.example', 'internetId'),
    ],
    [`request ${id} ana@contoso.com becuase it asks for a password`, unread('becuase', 'because')],
    [`request ${id} ana@contoso.com Beacuse: phish`, unread('Beacuse', 'because')],

    // Every message, in every mailbox.
    [
      `request ${id}, ${otherId.toUpperCase()} from ana@contoso.com and ben@contoso.com.`,
      removal({ emails: pairs([id, otherId], ['ana@contoso.com', 'ben@contoso.com']) }),
    ],
    [
      `request ana@contoso.com ${otherId}; ben@contoso.com ${id} because both`,
      removal({ emails: pairs([otherId, id], ['ana@contoso.com', 'ben@contoso.com']), because: 'both' }),
    ],
    [`request ${id} ${id} ana@contoso.com ANA@Contoso.com`, removal()],
    [`request <${id}> <ana@contoso.com>`, removal()],
    [`request ${id} <mailto:ana@contoso.com>`, removal()],
    [`request ${id} ana@contoso.com<mailto:ana@contoso.com>`, removal()],
    [
      `<p>request ${id} <a href="mailto:ana@contoso.com" title="mailto:ana@contoso.com">ana@contoso.com</a>,<br>because: x</p>`,
      removal({ because: 'x' }),
    ],
    [
      `request ${id} ${Array.from({ length: 500 }, (_none, nth) => `a${nth}@b.example`).join(';')}`,
      removal({
        emails: pairs(
          [id],
          Array.from({ length: 500 }, (_none, nth) => `a${nth}@b.example`),
        ),
      }),
    ],
    [
      `request ${id} ${otherId} ${Array.from({ length: 251 }, (_none, nth) => `a${nth}@b.example`).join(' ')}`,
      incomplete('request', 'tooManyEmails'),
    ],
    [`request ${id} ana@contoso.com because ${'x'.repeat(1001)}`, incomplete('request', 'reasonTooLong')],

    ['approve CS-7F3K2Q', { kind: 'decision' }],
    ['Reject it', { kind: 'decision' }],
    ['undo CS-7F3K2Q CS-9XW4M0', { kind: 'oneRequestId', command: 'undo', requestId: 'CS-7F3K2Q' }],
    ['show cs 7f3k2q please', { kind: 'oneRequestId', command: 'show', requestId: 'CS-7F3K2Q' }],
    ['withdraw my CS-9XW4M0', { kind: 'oneRequestId', command: 'withdraw', requestId: 'CS-9XW4M0' }],
    ['penidng', unknown('pending')],
    ['hlep', unknown('help')],
    ['shwo CS-9XW4M0', unknown('show', 'CS-9XW4M0')],
    ['aprove CS-7F3K2Q', { kind: 'decision' }],
    ['rejct', { kind: 'decision' }],
    ['aproved', { kind: 'decision' }],
    ['retyr it', { kind: 'decision' }],
    ['reqest x', unknown('request')],
    ['whoam', unknown('whoami')],
    ['good morning everybody', unknown()],
    ['history', history()],
    ['History 20', history(20)],
    ['history page 2', history(10, 2)],
    ['history 5, page 3.', history(5, 3)],
    ['history 0', incomplete('history', 'historyPage')],
    ['history 21', incomplete('history', 'historyPage')],
    ['history page 0', incomplete('history', 'historyPage')],
    ['history yesterday', incomplete('history', 'historyPage')],
    ['hisotry', unknown('history')],
    ['constructor', unknown()],
    ['helpful', unknown()],
    ['request-tracker is down', unknown()],
    ['<script>alert(1)</script>', unknown()],
  ];
  for (const [typed, meant] of table) {
    it(`${JSON.stringify(typed).slice(0, 70)} is ${JSON.stringify(meant).slice(0, 60)}`, () => {
      assert.deepEqual(parseCommand(typed), meant);
    });
  }

  it('is understood in any case and with any space around each word', () => {
    const space = fc.constantFrom(' ', '\n', '\t', '&nbsp;', '\u00a0', ' \u200b ', '<br/>', '\u3000');
    const address = fc.stringMatching(/^[a-z]{1,9}@[a-z]{1,9}\.example$/);
    fc.assert(
      fc.property(
        fc.uuid(),
        fc.array(address, { minLength: 1 }),
        fc.constantFrom(...remediationActions),
        space,
        fc.boolean(),
        (guid, recipients, action, gap, loud) => {
          const words = ['request', guid, ...recipients, action].map((word) =>
            loud && !word.includes('@') ? word.toUpperCase() : word,
          );
          assert.deepEqual(parseCommand(`<at>Countersign</at>${gap}${words.join(gap)}${gap}`), {
            kind: 'request',
            emails: pairs([guid], [...new Set(recipients)]),
            action,
          });
        },
      ),
    );
  });

  it('is never thrown about, and never decides anything', () => {
    const part = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        ...commandNames,
        ...remediationActions,
        id,
        'a@b.c',
        'because',
        '<at>',
        '</at>',
        '&#99999999;',
        '&lt;',
        '\u202e',
      ),
    );
    const kinds = [
      'help',
      'pending',
      'show',
      'withdraw',
      'undo',
      'find',
      'request',
      'whoCanApprove',
      'alertsHere',
      'alertsOff',
      'whoami',
      'incomplete',
      'unread',
      'unreadCriterion',
      'oneRequestId',
      'history',
      'stats',
      'decision',
      'requestIdLength',
      'tooLong',
      'unknown',
    ];
    fc.assert(
      fc.property(fc.array(part), (parts) => kinds.includes(parseCommand(parts.join(' ')).kind)),
      { numRuns: 2_000 },
    );
  });

  it('is read as a whole or not at all: half a request would ask for less than was typed', () => {
    const addresses = Array.from({ length: 500 }, (_, at) => `name.of.some.length.${at}@long.domain.contoso.com`);
    const asked = parseCommand(`request ${id} ${addresses.join(' ')}`);
    assert.ok(asked.kind === 'request' && asked.emails.length === 500);

    assert.deepEqual(parseCommand(`${' '.repeat(31_994)}whoami`), { kind: 'whoami' });
    for (const command of ['whoami', `request ${id} ana@contoso.com`]) {
      assert.deepEqual(parseCommand(command.padStart(32_001)), { kind: 'tooLong', most: 32_000 });
    }
  });

  it('may be long only where it asks for much', () => {
    for (const command of ['find subject:', 'history ', 'show ', 'alerts here ', 'help ']) {
      assert.deepEqual(parseCommand(command + 'x'.repeat(2_001)), { kind: 'tooLong', most: 2_000 });
    }
    assert.deepEqual(parseCommand('x'.repeat(2_001)), unknown());
  });

  // Anything but linear work on one of these would outlast the runner's patience many times over.
  for (const hostile of [
    '<at',
    '&#x',
    '[a](',
    '<p ',
    '<a href=http:',
    '<a href="https:x">a',
    '@a ',
    ' because',
    'a@',
    '\u00a0',
    'who am i ',
    '](mailto:',
  ]) {
    it(`comes to an end where somebody repeats ${JSON.stringify(hostile)}`, () => {
      assert.ok(parseCommand(hostile.repeat(60_000)).kind);
      assert.notEqual(parseCommand(`request ${id} ${hostile.repeat(30_000)}`).kind, 'request');
    });
  }
});
