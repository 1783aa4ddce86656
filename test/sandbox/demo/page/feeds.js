import { startCompose } from './compose.js';
import { announce, byId, h, icon } from './dom.js';
import { initials } from './personas.js';
import { createFeed } from './post.js';
import { keepPlace } from './scroll-place.js';
import { person, state, watch } from './state.js';

/** The channel and the personal chat: the same kind of list, with other posts in it. */
export function startFeeds() {
  const channel = createFeed(byId('channel-feed'), { where: 'channel' });
  const chat = createFeed(byId('chat-feed'), { where: 'personal' });
  const channelPlace = keepPlace(byId('channel-scroller'));
  const chatPlace = keepPlace(byId('chat-scroller'));
  startCompose(byId('channel-compose'), 'channel');
  startCompose(byId('chat-compose'), 'personal');

  let known;
  watch(['posts', 'persona'], () => {
    byId('channel-avatar').textContent = initials(state.place.team.name);
    byId('channel-title').textContent = state.place.channel.name;
    byId('channel-note').textContent = `${state.place.team.name} · you are ${person(state.persona).name}`;
    channelPlace.while(() => channel.draw(state.posts, emptyChannel));
    if (known !== undefined && state.posts.length > known) announce('There is a new post in the channel.');
    known = state.posts.length;
  });
  watch(['chats', 'persona'], () => {
    byId('chat-note').textContent = `Between ${person(state.persona).name} and Countersign; nobody else reads it`;
    chatPlace.while(() => chat.draw(state.chats[state.persona] ?? [], emptyChat));
  });
  watch(['view'], () => {
    channelPlace.restore();
    chatPlace.restore();
  });
}

function emptyChannel() {
  return h(
    'div',
    { class: 'empty' },
    icon('channel'),
    h('h2', {}, 'All quiet'),
    h('p', {}, 'No alert has come in yet. Send one with “Make it hard”, and its card appears here.'),
  );
}

function emptyChat() {
  return h(
    'div',
    { class: 'empty' },
    icon('chat'),
    h('h2', {}, `Ask Countersign, ${person(state.persona).name.split(' ')[0]}`),
    h('p', {}, 'Try “help” or “pending”. Answers in this chat are only for you.'),
  );
}
