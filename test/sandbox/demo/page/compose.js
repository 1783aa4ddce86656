import { press } from './api.js';
import { h, icon } from './dom.js';
import { state } from './state.js';
import { toast } from './toasts.js';

const suggestions = {
  channel: ['pending', 'history', 'stats', 'find subject:invoice', 'help'],
  personal: ['help', 'pending', 'history', 'stats', 'find subject:invoice', 'whoami'],
};

/** The box at the foot of a channel or chat. In the channel, every message mentions the bot. */
export function startCompose(container, where) {
  const inChannel = where === 'channel';
  const label = inChannel ? 'Message to Countersign in the channel' : 'Message to Countersign';
  const input = h('input', {
    type: 'text',
    autocomplete: 'off',
    'aria-label': label,
    placeholder: 'Type a command, such as pending',
  });
  const form = h(
    'form',
    { class: 'compose-box' },
    inChannel && h('span', { class: 'mention' }, '@Countersign'),
    input,
    h('button', { class: 'icon-button send', 'aria-label': 'Send' }, icon('send')),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void say(input, { where });
  });
  const chips = suggestions[where].map((text) =>
    h('button', { type: 'button', class: 'chip', onclick: () => say({ value: text }, { where }) }, text),
  );
  container.append(form, h('div', { class: 'chips' }, h('span', { class: 'chips-label' }, 'Try'), chips));
}

/** A reply line under a thread: a button until someone wants to write. */
export function replyForm(postId) {
  const input = h('input', {
    type: 'text',
    autocomplete: 'off',
    'aria-label': 'Reply to Countersign in this thread',
    placeholder: 'Reply',
  });
  const form = h(
    'form',
    { class: 'compose-box', hidden: true },
    h('span', { class: 'mention' }, '@Countersign'),
    input,
    h('button', { class: 'icon-button send', 'aria-label': 'Send reply' }, icon('send')),
  );
  const open = h(
    'button',
    { type: 'button', class: 'reply-button', onclick: () => toggle(true) },
    icon('reply'),
    'Reply',
  );
  const toggle = (shown) => {
    form.hidden = !shown;
    open.hidden = shown;
    if (shown) input.focus();
    else open.focus();
  };
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    if (await say(input, { where: 'channel', inThread: postId })) toggle(false);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') toggle(false);
  });
  return h('div', { class: 'reply-line' }, open, form);
}

async function say(input, options) {
  const text = input.value.trim();
  if (text === '') return false;
  input.value = '';
  try {
    await press('say', { as: state.persona, text, ...options });
    return true;
  } catch (error) {
    input.value = text;
    toast(error.message, { kind: 'error' });
    return false;
  }
}
