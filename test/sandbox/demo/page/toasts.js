import { byId, h, icon } from './dom.js';

/** Milliseconds: a note about one's own doing goes soon; what was said to a person stays to be read. */
const shownFor = { note: 5_000, said: 20_000 };

/** A short message at the top. `onlyFor` names the one person who sees it, as Teams shows a refused click. */
export function toast(text, { onlyFor, kind = 'info' } = {}) {
  const isNote = kind === 'info' && !onlyFor;
  const close = h('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss' }, icon('close'));
  const box = h(
    'div',
    { class: `toast ${kind} ${isNote ? 'note' : ''}` },
    icon(onlyFor ? 'eye' : kind === 'error' ? 'alert' : 'check'),
    h('div', { class: 'toast-text' }, onlyFor && h('strong', {}, `Only ${onlyFor} sees this`), h('span', {}, text)),
    close,
  );
  const timer = setTimeout(() => box.remove(), isNote ? shownFor.note : shownFor.said);
  close.addEventListener('click', () => {
    clearTimeout(timer);
    box.remove();
  });
  const list = byId('toasts');
  if (isNote) for (const note of list.querySelectorAll('.note')) note.remove();
  list.append(box);
  while (list.children.length > 3) list.firstElementChild.remove();
}

export function clearToasts() {
  byId('toasts').replaceChildren();
}
