import { randomUUID } from 'node:crypto';
import type { Random } from '../sandbox/seeded.ts';
import type { ClickOptions, Persona, Post, Tenant } from '../sandbox/tenant-types.ts';
import { noteAnswer } from './answers.ts';
import { dataOf, isSummary, listedOn, offers, requestOf } from './cards-on-board.ts';
import type { Ledger } from './ledger.ts';

export interface Analysts {
  /** Somebody does something with one of the newest cards; false where there is nothing to do. */
  act(): Promise<boolean>;
  /** Somebody types a command. */
  type(): Promise<void>;
  /** Cards that wait for somebody. */
  waiting(): number;
}

const newest = 150;
const approvers = ['ana', 'ben'] as const;

export function createAnalysts(tenant: Tenant, ledger: Ledger, random: Random): Analysts {
  const { teams, graph } = tenant;
  let typed = 0;

  const recent = () => teams.posts().slice(-newest);

  /** Cards that wait for a decision. A card that stands twice is redrawn once: the other one waits for ever. */
  function undecided(): readonly Post[] {
    const posts = recent();
    const decided = new Set(
      posts.filter((post) => post.card && !isSummary(post) && !offers(post, 'approve')).map(requestOf),
    );
    return posts.filter((post) => offers(post, 'approve') && (!decided.has(requestOf(post)) || random.chance(0.03)));
  }

  async function click(requestId: string, options: ClickOptions): Promise<void> {
    for (const answer of await teams.click(options)) noteAnswer(ledger, tenant, requestId, answer);
  }

  /** What one person, or two at once, do with a card that waits for a decision. */
  async function decide(post: Post): Promise<void> {
    const requestId = requestOf(post) ?? '';
    const one = random.chance(0.1) ? 'eve' : random.pick(approvers);
    const people: readonly Persona['key'][] = random.chance(0.25) ? approvers : [one];
    const clicks = people.map((as): ClickOptions => {
      const verb = random.chance(0.75) ? 'approve' : 'reject';
      const inputs = verb === 'reject' ? { inputs: { reason: 'Our own newsletter' } } : {};
      const again = random.chance(0.2)
        ? { times: random.between(2, 4), activityIds: random.pick(['same', 'new'] as const) }
        : {};
      return { as, postId: post.id, verb, ...inputs, ...again };
    });
    await Promise.all(clicks.map((one) => click(requestId, one)));
  }

  /** Buttons of cards whose call did not go well, and of summaries. */
  async function help(post: Post): Promise<void> {
    const as = random.pick(approvers);
    if (isSummary(post)) {
      const requestId = random.pick(listedOn(post));
      return click(requestId, { as, postId: post.id, verb: 'open', data: { requestId, revision: 1 } });
    }
    const verb = ['retry', 'checkAgain', 'refresh'].find((one) => dataOf(post, one));
    if (verb) await click(requestOf(post) ?? '', { as, postId: post.id, verb });
  }

  return {
    waiting: () => new Set(undecided().map(requestOf)).size,
    async act() {
      const needy = recent().filter((post) => (isSummary(post) && offers(post, 'open')) || offers(post, 'retry'));
      const open = undecided();
      if (needy.length > 0 && (open.length === 0 || random.chance(0.15))) {
        await help(random.pick(needy));
        return true;
      }
      if (open.length === 0) return false;
      await decide(random.pick(open));
      return true;
    },
    async type() {
      const as = random.pick(['ana', 'ben', 'eve'] as const);
      if (random.chance(0.5)) {
        await teams.say(random.pick(['pending', 'help', 'whoami', 'nonsense']), { as, where: 'personal' });
        return;
      }
      typed += 1;
      const recipientEmailAddress = `typed-${typed}@contoso.com`;
      const { networkMessageId } = graph.addMail({ networkMessageId: randomUUID(), recipientEmailAddress });
      const said = `request ${networkMessageId} ${recipientEmailAddress} because somebody asked`;
      const { status } = await teams.say(said, { as: 'ana', where: 'personal' });
      ledger.count('requests typed');
      if (status >= 300) ledger.badAnswers.push(`typed request: ${status}`);
    },
  };
}
