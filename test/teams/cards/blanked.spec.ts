import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { drawRequestCard } from '../../../src/teams/cards.ts';
import { style } from '../../cards/gallery.ts';
import { rejected, submitted, viewWith } from '../../cards/views.ts';
import { textOn } from '../../cards/walk.ts';

const factsBlankedAt = Date.UTC(2027, 1, 19, 3, 30);

describe('the card of a request whose mail facts were forgotten', () => {
  for (const [what, view] of [
    ['rejected', rejected],
    ['submitted', submitted],
  ] as const) {
    it(`says so, when and by which setting, and still by which id the mail is found: ${what}`, () => {
      const { factsBlankedAt: _none, ...rest } = view;
      const before = textOn(drawRequestCard(rest, style));
      const after = textOn(drawRequestCard({ ...rest, facts: {}, factsBlankedAt }, style));

      assert.doesNotMatch(before, /RETAIN_MAIL_FACTS/);
      assert.match(
        after,
        /The details of the email were removed on Feb 19, 2027, 3:30 AM UTC: they are not kept any longer \(RETAIN_MAIL_FACTS\)\./,
      );
      assert.match(after, new RegExp(viewWith().messageIds[0] ?? '?'));
      assert.doesNotMatch(after, /Subject:|From:|Link in it:|Attachment:/);
    });
  }
});
