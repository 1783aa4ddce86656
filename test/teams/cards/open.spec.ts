import assert from 'node:assert/strict';
import { type RemediationAction, severities } from '../../../src/approval/request.ts';
import { drawRequestCard } from '../../../src/teams/cards.ts';
import type { RequestView } from '../../../src/workflow/request-view.ts';
import { style } from '../../cards/gallery.ts';
import { askedFromSearch, partlyApproved, typedAboutTwo, typedInChat, viewWith, waiting } from '../../cards/views.ts';
import { buttonsOn, buttonTitles, inputOn, linesOn, nodes, textOn } from '../../cards/walk.ts';
import { aQuorum } from '../../support/builders.ts';

const draw = (changes: Partial<RequestView> = {}) => drawRequestCard(viewWith(changes), style);

describe('the card of an open request', () => {
  it('says what happened: subject, sender, time and threats', () => {
    const lines = linesOn(drawRequestCard(waiting, style));

    assert.ok(lines.includes('Subject: Your mailbox is full'));
    assert.ok(lines.includes('From: IT Help <it.help@evil[.]example>'));
    assert.ok(lines.includes('Received: Nov 20, 2026, 2:58 PM UTC'));
    assert.ok(lines.includes('Threats: phish'));
    assert.ok(lines.includes('Reported by defender (1 alert).'));
  });

  const plans: readonly [RemediationAction, number, string][] = [
    ['softDelete', 2, "Soft delete from 2 mailboxes. Users can't see it; it can be recovered."],
    ['softDelete', 1, "Soft delete from 1 mailbox. Users can't see it; it can be recovered."],
    ['hardDelete', 10_000, "Hard delete from 10,000 mailboxes. Users can't see it; it can't be recovered."],
    ['moveToJunk', 1, 'Move to Junk Email in 1 mailbox. Users can still open it there; it can be moved back.'],
    [
      'moveToDeletedItems',
      3,
      'Move to Deleted Items in 3 mailboxes. Users can still open it there; it can be moved back.',
    ],
    ['moveToInbox', 3, 'Move back to the inbox in 3 mailboxes. Users can see and open it again.'],
  ];
  for (const [action, recipientCount, sentence] of plans) {
    it(`says what will be done, to how many, and whether it can be undone: ${action} ${recipientCount}`, () => {
      assert.ok(linesOn(draw({ action, recipientCount })).includes(sentence));
    });
  }

  for (const severity of severities) {
    it(`names the severity in words beside the request id: ${severity}`, () => {
      assert.match(linesOn(draw({ severity }))[0] ?? '', new RegExp(`^${severity} severity · CS-7F3K2Q$`, 'i'));
    });
  }

  it('names the first mailboxes letter for letter and counts the others', () => {
    const recipients = Array.from({ length: 20 }, (_none, index) => `mia_${index}_k@contoso.com`);

    const text = textOn(draw({ recipients, recipientCount: 42 }));

    assert.match(text, /Mailboxes: mia_0_k@contoso\.com, .*mia_4_k@contoso\.com, and 37 more/);
    assert.ok(!text.includes('mia_5_k'));
  });

  it('says how many emails it is where mailboxes hold more than one', () => {
    assert.match(textOn(draw({ emailCount: 5, messageCount: 3 })), /That is 5 emails of 3 messages\./);
    assert.match(textOn(draw({ emailCount: 2, messageCount: 2 })), /^2 different messages\.$/m);
  });

  it('says who may approve, how many are needed, and until when', () => {
    const text = textOn(drawRequestCard(waiting, style));

    assert.match(text, /Needs 1 approval\./);
    assert.match(text, /Who may approve: ana_b@contoso\.com and ben@contoso\.com/);
    assert.match(text, /Decide before Nov 21, 2026, 3:04 PM UTC\./);
  });

  it('tells times in the given time zone and region', () => {
    const card = drawRequestCard(waiting, { locale: 'en-GB', timeZone: 'Europe/Berlin' });

    assert.match(textOn(card), /Decide before 21 Nov 2026, 16:04 CET\./);
  });

  it('offers Approve, Reject and a closer look, and no taking back yet', () => {
    assert.deepEqual(buttonTitles(drawRequestCard(waiting, style)), [
      'More about the email',
      'Change what will be done',
      'Approve',
      'Reject',
      'Open in security.microsoft.com',
    ]);
  });

  it('lets who approved take it back, until the last approval', () => {
    assert.ok(buttonTitles(drawRequestCard(partlyApproved, style)).includes('If you approved: take it back'));
  });

  it('folds the optional inputs away, holding what stands now', () => {
    const card = draw({ action: 'moveToJunk', severity: 'low', remediateSendersCopy: true });

    assert.equal(inputOn(card, 'action')?.['value'], 'moveToJunk');
    assert.equal(inputOn(card, 'severity')?.['value'], 'low');
    assert.equal(inputOn(card, 'remediateSendersCopy')?.['value'], 'true');
    const folded = nodes(card).find(({ id }) => id === 'change');
    assert.equal(folded?.['isVisible'], false);
    assert.ok(inputOn(folded, 'action'));
    assert.equal(inputOn(folded, 'reason'), undefined);
  });

  it('says beside the choice of an action that another may need other approvals', () => {
    const folded = nodes(draw()).find(({ id }) => id === 'change');

    assert.deepEqual(linesOn(folded), ['Another choice may need other approvals.']);
  });

  it('offers every action with its consequence', () => {
    const choices = inputOn(draw(), 'action')?.['choices'] as { title: string; value: string }[];

    assert.deepEqual(
      choices.map(({ value }) => value),
      ['softDelete', 'hardDelete', 'moveToJunk', 'moveToDeletedItems', 'moveToInbox'],
    );
    assert.ok(choices.every(({ title }) => /\(.+\)$/.test(title)));
  });

  it('says when a reason is needed', () => {
    const quorum = aQuorum([], { reasonRequired: true });

    assert.equal(inputOn(draw(), 'reason')?.['label'], 'Reason (needed to reject)');
    assert.equal(inputOn(draw({ quorum }), 'reason')?.['label'], 'Reason (needed to approve and to reject)');
    assert.equal(inputOn(draw(), 'reason')?.['maxLength'], 1000);
  });

  it('says why it is not what the person expected', () => {
    assert.match(textOn(draw({ notice: 'staleRevision' })), /changed after you opened it/);
    assert.match(textOn(draw({ notice: 'ownCard' })), /It has a card of its own in the channel now;/);
  });

  it('asks about an email, whatever kind it is, and the other way round where one is put back', () => {
    assert.equal(linesOn(draw())[1], 'Remove this email?');
    assert.equal(linesOn(draw({ action: 'moveToInbox' }))[1], 'Put this email back?');
  });

  it('names the messages in sight where nothing else is known of the email', () => {
    for (const card of [drawRequestCard(typedInChat(), style), draw({ facts: {} })]) {
      assert.ok(linesOn(card).includes('Network message id: 6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e5f'));
      assert.ok(!buttonTitles(card).includes('More about the email'));
    }
  });

  it('names the messages among the details of the email where more is known, three of many', () => {
    const messageIds = Array.from({ length: 20 }, (_none, index) => `6f1c2d3e-4b5a-4c6d-8e7f-0a1b2c3d4e${index + 10}`);

    const card = draw({ messageIds, messageCount: 1_003, emailCount: 2_000 });

    const details = nodes(card).find(({ id }) => id === 'details');
    const lines = linesOn(details).filter((line) => line.startsWith('Network message id:'));
    assert.deepEqual(lines, [
      ...messageIds.slice(0, 3).map((id) => `Network message id: ${id}`),
      'Network message id: 1,000 more messages.',
    ]);
    assert.equal(linesOn(card).filter((line) => line.startsWith('Network message id:')).length, 4);
  });

  it('keeps the Internet message id searchable, and harmless', () => {
    const text = textOn(draw({ facts: { subject: 'x', internetMessageId: '<a.b\u202e{{@mail.example>' } }));

    assert.match(text, /^Internet message id: <a\.b⟦U\+202E⟧\{ \{@mail\.example>$/m);
  });

  const locations: readonly [string, string][] = [
    ['inbox_folder', 'Inbox'],
    ['Inbox_Folder', 'Inbox'],
    ['junkFolder', 'Junk Email'],
    ['deletedFolder', 'Deleted Items'],
    ['quarantine', 'Quarantine'],
    ['dropped', 'Not delivered: dropped'],
    ['attic', 'attic'],
    ['constructor', 'constructor'],
  ];
  for (const [deliveryLocation, place] of locations) {
    it(`says where the email was when it was reported: ${deliveryLocation}`, () => {
      const lines = linesOn(draw({ facts: { deliveryLocation } }));

      assert.ok(lines.includes(`Where it was when reported: ${place}`));
    });
  }

  it('says that it is a dry run', () => {
    assert.match(textOn(draw({ dryRun: true })), /dry run/);
    assert.doesNotMatch(textOn(draw()), /dry run/);
  });

  it('says who asked for it in chat, and why', () => {
    const { facts: _facts, ...view } = viewWith({
      sources: [],
      requestedBy: { upn: 'ana_b@contoso.com', because: 'see http://evil.example' },
    });

    const text = textOn(drawRequestCard(view, style));

    assert.match(text, /Requested by ana_b@contoso\.com, because: see hxxp:\/\/evil\[\.\]example/);
    assert.doesNotMatch(text, /Reported by/);
  });

  it('shows what find found of the mail, and says that it comes from there', () => {
    const lines = linesOn(drawRequestCard(askedFromSearch, style));

    for (const line of [
      'Subject: Overdue invoice',
      'From: billing@evil[.]example',
      'Where it was when reported: Inbox',
      'Requested by ana_b@contoso.com, from a result of "find".',
    ]) {
      assert.ok(lines.includes(line), line);
    }
  });

  it('says of several messages that somebody typed whose subject and sender are shown', () => {
    const text = textOn(drawRequestCard(typedAboutTwo, style));

    assert.match(text, /those of only one of the 2 messages, known from CS-000001\. Check the others by their ids\./);
    assert.doesNotMatch(textOn(drawRequestCard({ ...typedAboutTwo, messageCount: 1 }, style)), /known from CS-000001/);
  });

  it('names the earlier request about the same message', () => {
    assert.match(textOn(draw({ earlierRequestId: 'CS-000001' })), /CS-000001/);
  });

  it('never lets a link out of the mail be opened', () => {
    const urls = buttonsOn(draw()).flatMap(({ url }) => (url ? [url] : []));

    assert.deepEqual(urls, ['https://security.microsoft.com/alerts/1']);
  });

  const badLinks = [
    'http://security.microsoft.com/x',
    'javascript:alert(1)',
    'https://security.microsoft.com@evil.example/',
    'not a link',
    `https://x.example/${'y'.repeat(2_048)}`,
  ];
  for (const link of badLinks) {
    it(`offers no closer look at ${link.slice(0, 60)}`, () => {
      const urls = buttonsOn(draw({ facts: { link } })).flatMap(({ url }) => (url ? [url] : []));

      assert.deepEqual(urls, []);
    });
  }

  it('holds no mail text where it is read aloud or shown by old clients', () => {
    const card = draw({ facts: { subject: 'SECRET', sender: { displayName: 'SECRET' } } });

    assert.doesNotMatch(`${card['speak']} ${card['fallbackText']}`, /SECRET/);
    assert.match(String(card['fallbackText']), /CS-7F3K2Q/);
  });
});
