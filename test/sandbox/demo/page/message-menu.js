import { press } from './api.js';
import { renderCard } from './card.js';
import { byId, h, icon } from './dom.js';
import { state } from './state.js';
import { toast } from './toasts.js';

/** What Teams offers on each message, of which one entry is the app's own. */
export function messageMenu(post) {
  const menu = h('details', { class: 'message-menu' });
  const ask = () => {
    menu.open = false;
    void show(post, press('open-dialog', { as: state.persona, postId: post.id }));
  };
  menu.append(
    h('summary', { class: 'icon-button', 'aria-label': 'More actions', title: 'More actions' }, icon('more')),
    h(
      'div',
      { class: 'menu-list' },
      h('button', { type: 'button', class: 'menu-item', onclick: ask }, 'Ask for a removal'),
    ),
  );
  menu.addEventListener('focusout', (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    menu.open = false;
    menu.querySelector('summary').focus();
  });
  return menu;
}

/** The dialog that the app answers with; each of its answers takes the place of the one before. */
async function show(post, pressing) {
  try {
    const { status, body } = await pressing;
    const { title, card } = body?.task?.value ?? {};
    if (!card) throw new Error(`Teams would show: Something went wrong. Please try again. (${status})`);
    byId('task-title').textContent = title;
    byId('task-card').replaceChildren(renderCard(card.content, (action) => submit(post, action)));
    const dialog = byId('task-dialog');
    if (!dialog.open) dialog.showModal();
    byId('task-title').focus();
  } catch (error) {
    toast(error.message, { kind: 'error' });
  }
}

function submit(post, { verb, inputs }) {
  if (verb === 'requestRemoval')
    void show(post, press('submit-dialog', { as: state.persona, postId: post.id, inputs }));
}
