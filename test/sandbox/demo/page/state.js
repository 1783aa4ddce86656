/** What the page knows: sections that the server sends, and what the visitor chose. */
export const state = {
  place: undefined,
  posts: [],
  chats: {},
  mailboxes: [],
  controls: undefined,
  audit: [],
  persona: 'ana',
  view: 'channel',
};

const watchers = [];
const ownViews = new Map();

/** Calls back whenever one of the named parts of the state changes. */
export function watch(parts, callback) {
  watchers.push({ parts, callback });
}

export function set(part, value) {
  state[part] = value;
  if (!state.place) return;
  for (const watcher of watchers) {
    // Everything is drawn once the page knows where it is and who is there.
    if (part === 'place' || watcher.parts.includes(part)) watcher.callback();
  }
}

export function person(key) {
  return state.place.people[key];
}

/**
 * A click's answer changes the card for the person who clicked, and only until the bot updates the card for
 * everyone: that is how Teams does it.
 */
export function rememberOwnView(post, card, editedAtClick) {
  if ((findPost(post.id)?.editedAt ?? 0) !== editedAtClick) return;
  ownViews.set(`${state.persona}|${post.id}`, { card, editedAt: editedAtClick });
}

export function cardFor(post) {
  const own = ownViews.get(`${state.persona}|${post.id}`);
  if (own && own.editedAt === (post.editedAt ?? 0)) return own.card;
  return post.card;
}

function findPost(id) {
  const roots = [...state.posts, ...Object.values(state.chats).flat()];
  return roots.flatMap((root) => [root, ...root.replies]).find((post) => post.id === id);
}
