import type { Post, TeamsSide } from '../sandbox/tenant-types.ts';

/** The channel's cards by request id, and waiting for what happens to them. */
export interface CardBoard {
  posted(requestId: string): Promise<Post>;
  /** The tracking link is in the thread, and the card was redrawn for everyone. */
  answered(post: Post): Promise<void>;
}

const patienceMs = 30_000;

/** Looks at each post once: asking all of them again after every call would cost more than what is measured. */
export function createCardBoard(teams: TeamsSide): CardBoard {
  const byRequest = new Map<string, Post>();
  let seen = 0;

  function find(requestId: string): Post | undefined {
    const posts = teams.posts();
    for (; seen < posts.length; seen += 1) {
      const post = posts[seen];
      const id = /CS-[0-9A-Z]{6}/.exec(JSON.stringify(post?.card))?.[0];
      if (post && id !== undefined) byRequest.set(id, post);
    }
    return byRequest.get(requestId);
  }

  return {
    posted: (requestId) => teams.until(() => find(requestId), patienceMs),
    async answered(post) {
      await teams.until(() => post.replies.length > 0 && post.editedAt !== undefined, patienceMs);
    },
  };
}
