import { byId } from './dom.js';
import { set } from './state.js';

const sections = ['place', 'posts', 'chats', 'mailboxes', 'controls', 'audit'];

/** Keeps the page's data current for as long as it is open. */
export function followLive() {
  const events = new EventSource('/api/live');
  for (const section of sections) {
    events.addEventListener(section, (event) => set(section, JSON.parse(event.data)));
  }
  events.addEventListener('open', () => {
    byId('connection').hidden = true;
  });
  events.addEventListener('error', () => {
    byId('connection').hidden = false;
  });
}

/** Presses one of the demo server's buttons. Throws an Error that a person can read. */
export async function press(name, body = {}) {
  const answer = await fetch(`/api/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  if (!answer) throw new Error('The demo does not answer. Is it still running in your terminal?');
  const parsed = await answer.json();
  if (!answer.ok) throw new Error(parsed.message ?? 'The demo met an unexpected problem.');
  return parsed;
}
