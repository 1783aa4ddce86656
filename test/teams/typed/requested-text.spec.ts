import assert from 'node:assert/strict';
import type { UnreadWord } from '../../../src/teams/typed/parse-removal.ts';
import { requestedText, unreadCriterionText, unreadText } from '../../../src/teams/typed/requested-text.ts';
import { wordsFor } from '../../../src/teams/words.ts';
import { removalAnswer, requestView } from '../support/request-view.ts';

const words = wordsFor('en');
const said = (changes: Parameters<typeof removalAnswer>[0]) => requestedText(removalAnswer(changes), words);
const part = (requestId: `CS-${string}`, emails: number) => ({ requestId, emails });

describe('the answer to a request', () => {
  it('names the new request and where its card is', () => {
    assert.equal(said({}), 'CS-7F3K2Q waits for a decision. Its card is in the alert channel.');
  });

  it('says how much of it is new, and which requests have the rest', () => {
    assert.equal(
      said({
        asked: 1,
        named: 5,
        openElsewhere: [part('CS-AAAAAA', 3)],
        remediated: [part('CS-BBBBBB', 1)],
      }),
      'CS-7F3K2Q waits for a decision. It asks for what is new: 1 of 5 emails. 3 of 5 are already asked for with CS-AAAAAA. 1 of 5 is done or under way already with CS-BBBBBB. Its card is in the alert channel.',
    );
  });

  it('points to the one request that asks for all of it', () => {
    assert.equal(
      said({ asked: 0, named: 2, alreadyOpen: true, openElsewhere: [part('CS-7F3K2Q', 2)] }),
      'CS-7F3K2Q already asks for this, and waits for a decision. Its card is in the alert channel.',
    );
  });

  it('says that nothing is new where several requests have it', () => {
    const remediated = ['CS-AAAAAA', 'CS-BBBBBB', 'CS-CCCCCC', 'CS-DDDDDD'] as const;
    assert.equal(
      said({ asked: 0, named: 4, view: requestView(), remediated: remediated.map((id) => part(id, 1)) }),
      'Nothing of this is new, so no request was made. 4 of 4 are done or under way already with CS-AAAAAA, CS-BBBBBB, CS-CCCCCC, and 1 more.',
    );
  });

  it('shows the word that could not be read, harmless and short', () => {
    const unread = (typed: string, meantAs: UnreadWord['meantAs']) => unreadText({ unread: typed, meantAs }, words);
    assert.match(unread('nuke', 'action'), /cannot read "nuke"\. An action is soft delete/);
    assert.match(unread('ben@', 'recipient'), /cannot read "ben@" as the address/);
    assert.match(unread('reception@contoso', 'domain'), /^"reception@contoso" ends without a full domain/);
    assert.match(
      unread('ABCD@mail.example', 'internetId'),
      /^"ABCD@mail\.example" stands where the network message id/,
    );
    assert.match(unread('becuase', 'because'), /^I cannot read "becuase"\. Did you mean "because"\?/);
    const hostile = unread('[x](https://evil.example/a)**<at>Ana</at>`', 'action');
    assert.doesNotMatch(hostile, /[()*<>`]|https?:|evil\.example/);
    assert.ok(unread('x'.repeat(400), 'messageId').length < 300);
  });

  it('shows the word of a search that could not be read, and the key that was probably meant', () => {
    assert.match(
      unreadCriterionText({ problem: 'unknownKey', unread: 'form', nearest: 'from' }, words),
      /^I cannot read "form"\. Did you mean "from:"\? Example: find from:/,
    );
    assert.match(
      unreadCriterionText({ problem: 'unknownKey', unread: 'size' }, words),
      /^I cannot read "size"\. What can be looked for is from, to, subject and url/,
    );
    assert.match(
      unreadCriterionText({ problem: 'looseWords', unread: 'overdue' }, words),
      /^I cannot read "overdue"\. Every word needs its key in front, .* quotes go around words that belong together/,
    );
    const hostile = unreadCriterionText(
      { problem: 'looseWords', unread: '[x](https://evil.example)<at>Ana</at>' },
      words,
    );
    assert.doesNotMatch(hostile.replace(/Example: .*/, ''), /[()<>]|https?:|evil\.example/);
  });
});
