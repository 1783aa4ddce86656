import { byId, h, icon } from './dom.js';
import { state, watch } from './state.js';

const words = {
  'alert.received': 'Alert received',
  'request.created': 'Request created',
  'request.revised': 'Request revised',
  'card.posted': 'Card posted',
  'decision.recorded': 'Decision recorded',
  'decision.refused': 'Decision refused',
  'decision.revoked': 'Approval taken back',
  'remediation.sent': 'Sent to Graph',
  'remediation.accepted': 'Accepted by Graph',
  'remediation.refused': 'Refused by Graph',
  'remediation.unclear': 'Answer of Graph lost',
  'remediation.reconciled': 'Mailboxes looked at',
  'remediation.sentAgain': 'Sent again by a person',
  'card.reposted': 'Card posted anew',
  'remediation.retried': 'Sent to Graph again',
  'remediation.verified': 'Verified in the mailboxes',
  'request.expired': 'Request expired',
  'request.reminded': 'Reminder sent',
  'request.escalated': 'Escalated',
  'request.askedAgain': 'Asked again',
  'request.withdrawn': 'Request withdrawn',
  'outcome.told': 'Source told of the end',
  'undo.requested': 'Undo requested',
  'channel.bound': 'Channel bound',
  'channel.unbound': 'Channel unbound',
  'policy.loaded': 'Approver policy loaded',
  'facts.blanked': 'Mail facts removed',
};
const verdicts = { approve: 'Approval recorded', reject: 'Rejection recorded' };
const moods = { decision: 'accent', remediation: 'safe' };
const opened = new Set();

/** Entries never change, so only new ones are drawn: nothing that a reader has open or focused is touched. */
export function startAuditLog() {
  const head = h('div');
  const list = h('ol', { class: 'chain', reversed: true });
  const drawn = new Set();
  byId('audit').append(head, list);
  watch(['audit'], () => {
    const entries = state.audit;
    head.replaceChildren(entries.length === 0 ? empty() : summary(entries));
    for (const each of entries) {
      const key = `${each.seq} ${each.fits}`;
      if (!drawn.has(key)) list.prepend(entry(each));
      drawn.add(key);
    }
  });
}

/** The server has recomputed every hash; an entry fits when its own holds and it names the one before. */
function fits(entry) {
  return entry.fits === true;
}

function summary(entries) {
  const broken = entries.filter((each) => !fits(each)).length;
  const text =
    broken === 0
      ? `${entries.length} entries. Each one fits the one before it.`
      : `${broken} of ${entries.length} entries do not fit the one before them.`;
  return h(
    'p',
    { class: `chain-summary ${broken === 0 ? 'whole' : 'broken'}` },
    icon(broken === 0 ? 'check' : 'alert'),
    text,
  );
}

function entry(each) {
  const ok = fits(each);
  const details = h('pre', { class: 'entry-data', tabindex: '0' });
  const drawer = h(
    'details',
    { class: 'entry', open: opened.has(each.seq) },
    h(
      'summary',
      {},
      h('span', { class: 'seq' }, String(each.seq)),
      h('span', { class: `state ${moods[each.kind.split('.')[0]] ?? 'calm'}` }, titleOf(each)),
      h('span', { class: 'entry-who' }, who(each.actor)),
      h('span', { class: 'entry-request mono' }, each.requestId ?? ''),
      h('time', { class: 'subtle', datetime: each.at }, each.at.slice(11, 23)),
      h('span', { class: 'hash mono', title: each.hash }, each.hash.slice(0, 10)),
    ),
    details,
  );
  drawer.addEventListener('toggle', () => {
    if (drawer.open) opened.add(each.seq);
    else opened.delete(each.seq);
    details.textContent = JSON.stringify({ ...each, fits: undefined }, null, 2);
  });
  const mark = h(
    'span',
    { class: 'link-mark', title: ok ? 'Fits the entry before it' : 'Does not fit the entry before it' },
    icon(ok ? 'check' : 'alert'),
  );
  return h('li', { class: ok ? 'link whole' : 'link broken', value: String(each.seq) }, mark, drawer);
}

function titleOf({ kind, data }) {
  const verdict = kind === 'decision.recorded' ? verdicts[data?.verdict] : undefined;
  return verdict ?? words[kind] ?? kind;
}

function who(actor) {
  if (!actor) return '';
  if (actor.kind === 'service') return 'Countersign';
  return actor.upn ?? actor.name ?? actor.kind;
}

function empty() {
  return h(
    'div',
    { class: 'empty' },
    icon('chain'),
    h('h2', {}, 'Nothing recorded yet'),
    h('p', {}, 'Every step leaves an entry here, in the same transaction as the step.'),
  );
}
