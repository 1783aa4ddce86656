import assert from 'node:assert/strict';
import { drawReplyCard, drawRequestCard } from '../../../src/teams/cards.ts';
import { style } from '../../cards/gallery.ts';
import { proofViews } from '../../cards/thread-views.ts';
import { textOn } from '../../cards/walk.ts';

const reply = (name: keyof typeof proofViews) => textOn(drawReplyCard('verified', proofViews[name], style));

describe('the reply about what is proven', () => {
  for (const [name, title] of [
    ['verified', 'Verified: 4 of 4'],
    ['partlyVerified', 'Partly verified: 4 of 5'],
    ['unverified', 'Not verified: 0 of 3'],
    ['campaign', 'Partly verified: 4,963 of 5,000'],
  ] as const) {
    it(`has its outcome as the title: ${title}`, () => {
      assert.equal(reply(name).split('\n')[0], `CS-7F3K2Q · ${title}`);
    });
  }

  it('has a title where no mailbox could be looked at', () => {
    const { verification: _none, ...view } = proofViews.unverified;

    assert.match(textOn(drawReplyCard('verified', view, style)), /^CS-7F3K2Q · Not verified\n/);
  });

  it('reads its outcome aloud', () => {
    const { speak } = drawReplyCard('verified', proofViews.partlyVerified, style);

    assert.equal(
      speak,
      'Request CS-7F3K2Q. Partly verified: 4 of 5. Some mailboxes do not show that the action took effect. Check them in Microsoft Defender.',
    );
  });

  it('says what was not removed, and why', () => {
    assert.match(
      reply('partlyVerified'),
      /^Not removed: 1 \(on-premises or external mailbox\): accounts@contoso\.com$/m,
    );
  });

  it('says of an undo what was not put back', () => {
    const view = { ...proofViews.partlyVerified, action: 'moveToInbox' } as const;

    assert.match(
      textOn(drawReplyCard('verified', view, style)),
      /^Not put back: 1 \(on-premises or external mailbox\)/m,
    );
  });

  it('does not claim to know where an email lies that is not found, and names each address once', () => {
    assert.match(
      reply('unverified'),
      /^Not known: 2 \(Microsoft Defender finds no such email there\): nobody@contoso\.com \(2 emails\)$/m,
    );
  });

  it('names the first twenty addresses, and counts the others', () => {
    assert.match(reply('campaign'), /: mailbox0@contoso\.com, [^\n]+, mailbox19@contoso\.com, and 17 more$/m);
  });
});

describe('a card while the mailboxes are looked at', () => {
  it('gives up only what cannot move any more', () => {
    const text = textOn(drawRequestCard(proofViews.verifying, style));

    assert.match(text, /^Not proven yet: 1 \(still where it was\): mia_k@contoso\.com$/m);
    assert.match(text, /^Not removed: 1 \(on-premises or external mailbox\): accounts@contoso\.com$/m);
  });
});
