import { announce, byId, h } from './dom.js';
import { person, set, state, watch } from './state.js';
import { clearToasts } from './toasts.js';

export function avatar(key) {
  if (key === 'bot') return h('img', { class: 'avatar', src: '/logo.svg', alt: '', width: '32', height: '32' });
  return h('span', { class: `avatar of-${key}`, 'aria-hidden': 'true' }, initials(person(key).name));
}

export function initials(name) {
  const words = name.split(/\s+/).map((word) => word[0]);
  return words.slice(0, 2).join('').toUpperCase();
}

export function startPersonas() {
  watch(['place'], () => {
    const list = byId('personas');
    list.querySelector('.persona-list')?.remove();
    list.append(h('div', { class: 'persona-list' }, Object.keys(state.place.people).map(choice)));
  });
}

function choice(key) {
  const { name, about, upn } = person(key);
  const input = h('input', {
    type: 'radio',
    name: 'persona',
    value: key,
    checked: state.persona === key,
    onchange: () => become(key),
  });
  const [first, ...rest] = name.split(' ');
  const full = h('span', { class: 'persona-name' }, first, h('span', { class: 'rest' }, ` ${rest.join(' ')}`));
  const text = h('span', { class: 'persona-text' }, full, h('span', { class: 'persona-about' }, about));
  return h('label', { class: 'persona', title: upn }, input, avatar(key), text);
}

function become(key) {
  clearToasts();
  set('persona', key);
  announce(`You are now ${person(key).name}.`);
}
