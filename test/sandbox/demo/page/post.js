import { drawCard } from './card.js';
import { replyForm } from './compose.js';
import { clockTime, h } from './dom.js';
import { richText } from './markdown.js';
import { messageMenu } from './message-menu.js';
import { avatar } from './personas.js';
import { cardFor, person, state } from './state.js';

/** A list of posts that redraws only what changed, so that a half-filled card keeps what was typed. */
export function createFeed(container, { where }) {
  const drawn = new Map();

  return {
    draw(posts, empty) {
      const keep = new Set(posts.map((post) => post.id));
      for (const [id, entry] of drawn) {
        if (keep.has(id)) continue;
        entry.element.remove();
        drawn.delete(id);
      }
      container.querySelector('.empty')?.remove();
      for (const post of posts) {
        if (!drawn.has(post.id)) drawn.set(post.id, createThread(where));
        const { element, update } = drawn.get(post.id);
        update(post);
        container.append(...(element.isConnected ? [] : [element]));
      }
      if (posts.length === 0) container.append(empty());
    },
  };
}

function createThread(where) {
  const root = createPost('post', where, { menu: where === 'channel' });
  const replies = h('div', { class: 'replies' });
  const element = h('article', { class: 'thread' }, root.element, replies);
  const drawn = new Map();
  let form;

  function update(post) {
    root.update(post);
    element.setAttribute('aria-label', `${authorName(post)}, ${clockTime(post.at)}`);
    element.dataset.post = post.id;
    for (const reply of post.replies) {
      if (!drawn.has(reply.id)) {
        drawn.set(reply.id, createPost('post reply', where));
        replies.append(drawn.get(reply.id).element);
      }
      drawn.get(reply.id).update(reply);
    }
    if (where === 'channel' && !form) {
      form = replyForm(post.id);
      element.append(form);
    }
  }
  return { element, update };
}

function createPost(className, where, { menu = false } = {}) {
  const element = h('div', { class: className });
  let signature;

  function update(post) {
    const card = cardFor(post);
    const next = JSON.stringify([state.persona, card ?? post.text, post.editedAt]);
    if (next === signature) return;
    signature = next;
    const hadFocus = element.contains(document.activeElement);
    const body = card ? drawCard(post, card) : drawText(post, where);
    element.className = `${className} ${post.from === 'bot' ? 'from-bot' : ''} ${post.from === state.persona ? 'own' : ''}`;
    element.replaceChildren(avatar(post.from), byline(post, menu), body);
    // The button that was pressed is gone with the old card: stay at the card instead of starting over.
    if (hadFocus) (element.querySelector('.card') ?? element).focus({ preventScroll: true });
  }
  return { element, update };
}

/** In a channel a person reaches the bot only by mentioning it; the sandbox keeps what was typed after that. */
function drawText(post, where) {
  const mentions = where === 'channel' && post.from !== 'bot' && !post.aside;
  return h('div', { class: 'text' }, richText(mentions ? `<at>Countersign</at> ${post.text}` : (post.text ?? '')));
}

function authorName(post) {
  return post.from === 'bot' ? 'Countersign' : person(post.from).name;
}

function byline(post, menu) {
  const role = post.from !== 'bot' && person(post.from).role === 'guest' ? ' (Guest)' : '';
  return h(
    'div',
    { class: 'byline' },
    h('span', { class: 'author' }, `${authorName(post)}${role}`),
    post.from === 'bot' && h('span', { class: 'badge' }, 'App'),
    h('time', { datetime: new Date(post.at).toISOString() }, clockTime(post.at)),
    post.editedAt && h('span', { class: 'edited', title: `Updated ${clockTime(post.editedAt)}` }, 'Updated'),
    menu && messageMenu(post),
  );
}
