import { byId, h, icon } from './dom.js';
import { state, watch } from './state.js';

/** Graph's delivery locations in plain words, and how much a phish there should worry. */
const places = {
  inbox_folder: ['Inbox', 'danger'],
  junkFolder: ['Junk Email', 'calm'],
  deletedFolder: ['Deleted Items', 'calm'],
  quarantine: ['Quarantine', 'safe'],
  onprem_external: ['Outside this tenant', 'calm'],
};
/** Graph says only "others" of what was deleted; what it was told before says how. */
const deleted = {
  softDelete: ['Soft-deleted, recoverable', 'safe'],
  hardDelete: ['Deleted for good', 'safe'],
};
const times = ['Never', 'Once'];

export function startMailboxes() {
  watch(['mailboxes'], () => {
    const messages = Map.groupBy(state.mailboxes, (mail) => mail.networkMessageId);
    const drawn = [...messages.values()].reverse().map(message);
    byId('mailboxes').replaceChildren(...(drawn.length > 0 ? drawn : [empty()]));
  });
}

function message(mails) {
  const [{ subject, networkMessageId }] = mails;
  const reachable = mails.filter((mail) => mail.location === 'inbox_folder').length;
  const summary =
    reachable === 0
      ? 'In no inbox any more'
      : `In ${reachable} of ${mails.length} inbox${mails.length === 1 ? '' : 'es'}`;
  return h(
    'section',
    { class: 'panel' },
    h(
      'header',
      { class: 'panel-header' },
      h('div', {}, h('h2', { class: 'subject' }, subject), h('p', { class: 'mono subtle' }, networkMessageId)),
      h('span', { class: `state ${reachable === 0 ? 'safe' : 'danger'}` }, summary),
    ),
    h(
      'table',
      {},
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['Recipient', 'Where it lies', 'Remediated'].map((name) => h('th', { scope: 'col' }, name)),
        ),
      ),
      h('tbody', {}, mails.map(row)),
    ),
  );
}

function row({ recipientEmailAddress, location, remediations, lastAction }) {
  const [words, mood] = places[location] ?? deleted[lastAction] ?? ['Elsewhere', 'calm'];
  const often = times[remediations] ?? `${remediations} times`;
  return h(
    'tr',
    {},
    h('td', { 'data-label': 'Recipient', class: 'address' }, recipientEmailAddress),
    h('td', { 'data-label': 'Where it lies' }, h('span', { class: `state ${mood}` }, words)),
    h('td', { 'data-label': 'Remediated', class: remediations > 1 ? 'too-often' : 'subtle' }, often),
  );
}

function empty() {
  return h(
    'div',
    { class: 'empty' },
    icon('mail'),
    h('h2', {}, 'No reported mail'),
    h('p', {}, 'Messages appear here once an alert names them.'),
  );
}
