import { press } from './api.js';
import { byId, h, icon } from './dom.js';
import { set, state, watch } from './state.js';
import { clearToasts, toast } from './toasts.js';

const stories = ['“Your mailbox is full”', 'Invoice with a macro', 'The boss wants a transfer'];
const otherAlerts = [
  ['campaign', 'A wave to 120 mailboxes', 'Alert sent: more than 100 mailboxes, so a SOC lead has to agree.'],
  [
    'more',
    'Two more mailboxes',
    'Alert sent: the last one again. An open request takes the mailboxes in and has to be approved anew.',
  ],
  [
    'reported',
    'A user reports a phish',
    'Alert sent: Defender tells of the mail, and names no message. Find it from the card.',
  ],
  [
    'named',
    'Defender names that message',
    ({ isKnown }) =>
      isKnown
        ? 'Alert sent: Defender’s last one again, now with its message. If its request is open, it can be approved now.'
        : 'Alert sent: Defender names the message at once, for no user reported it before. Its card can be approved.',
  ],
  ['help', 'A colleague asks for help', 'Eve wrote in the channel. On her message: More actions, Ask for a removal.'],
  ['burst', '60 alerts at once', '60 alerts sent at once: see how few messages they become.'],
];
const graphModes = [
  ['normal', 'Answers at once'],
  ['slow', 'Slow: four seconds a call'],
  ['throttling', 'Throttles: 429, try later'],
  ['refusing', 'Refuses: 403, no permission'],
  ['lost', 'Does it, but the answer is lost'],
  ['cut', 'Cuts the line before doing anything'],
];

/** The panel with everything that can go wrong in a real tenant. */
export function startControls() {
  const twice = h('input', {
    type: 'checkbox',
    id: 'twice',
    onchange: (event) => quietly('twice', { on: event.target.checked }),
  });
  const modes = graphModes.map(([mode, words]) => h('label', { class: 'option' }, radio(mode), h('span', {}, words)));
  const hurried = h('input', { type: 'checkbox', onchange: (event) => hurry(event.target.checked) });
  const languages = languageChoice();
  const crash = h(
    'button',
    { type: 'button', class: 'button wide', onclick: pullThePlug },
    icon('bolt'),
    'Pull the plug',
  );
  const counter = h('p', { class: 'counter' });
  const strictness = h('p', { class: 'hint' });
  byId('controls').append(
    panelHeader(),
    guide(),
    h(
      'section',
      {},
      h('h3', {}, 'Send another alert'),
      h('div', { class: 'stack' }, stories.map(alertButton), otherAlerts.map(otherAlert)),
    ),
    h(
      'section',
      {},
      h('h3', {}, 'The next click'),
      h('label', { class: 'option' }, twice, h('span', {}, 'Deliver it twice')),
      hint('A network that loses an answer sends the click again. It must count once.'),
    ),
    h(
      'section',
      {},
      h('h3', {}, 'New requests'),
      h('label', { class: 'option' }, hurried, h('span', {}, 'Expire within half a minute')),
      hint('Changes the policy file, as an administrator would: a reminder, then a SOC lead is called, then the end.'),
    ),
    h(
      'section',
      {},
      h('label', { class: 'field' }, h('span', { class: 'field-name' }, 'Language of your Teams'), languages.input),
      hint('What you are told alone comes in it. Cards in the channel are for everyone, in one language.'),
    ),
    h('section', {}, h('fieldset', { class: 'plain' }, h('legend', {}, 'Microsoft Graph'), modes), counter),
    h(
      'section',
      {},
      h('h3', {}, 'The service'),
      crash,
      hint('Ends the process as a power cut does (kill -9) and starts it again on the same data.'),
    ),
    strictness,
  );
  watch(['controls', 'persona'], () => {
    const { controls } = state;
    if (!controls) return;
    twice.checked = controls.twice;
    hurried.checked = controls.hurried;
    languages.draw(controls);
    for (const input of document.getElementsByName('graph-mode')) input.checked = input.value === controls.graph;
    crash.disabled = controls.service === 'restarting';
    counter.textContent = `Calls to the remediate action so far: ${controls.graphCalls}`;
    strictness.textContent =
      controls.violations.length === 0 ? '' : `A real tenant would have refused: ${controls.violations[0]}`;
  });
  startDrawer();
}

function radio(mode) {
  return h('input', { type: 'radio', name: 'graph-mode', value: mode, onchange: () => quietly('graph', { mode }) });
}

/** Of the person whom one is; each keeps their own. */
function languageChoice() {
  const input = h('select', {
    class: 'select',
    onchange: () => quietly('language', { of: state.persona, language: input.value }),
  });
  return {
    input,
    draw({ languages, locales }) {
      if (input.options.length === 0) {
        for (const language of languages)
          input.append(h('option', { value: language, lang: language }, ownName(language)));
      }
      input.value = locales[state.persona] ?? 'en';
    },
  };
}

function ownName(language) {
  const name = new Intl.DisplayNames(language, { type: 'language' }).of(language);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}

function panelHeader() {
  return h(
    'header',
    { class: 'controls-header' },
    h('h2', {}, 'Make it hard'),
    h(
      'button',
      { type: 'button', class: 'icon-button only-narrow', id: 'close-controls', 'aria-label': 'Close' },
      icon('close'),
    ),
  );
}

function guide() {
  return h(
    'section',
    { class: 'guide' },
    h('h3', {}, 'A tour in seven steps'),
    h(
      'ol',
      {},
      h('li', {}, 'Approve the newest card as Ana.'),
      h('li', {}, 'See in Mailboxes that the mail is gone.'),
      h('li', {}, 'Become Eve or Gus and try another.'),
      h('li', {}, 'Choose hard delete on a card: Lea has to agree.'),
      h('li', {}, 'When the mailboxes were checked, press Undo.'),
      h('li', {}, 'Press “A user reports a phish”, then “Find the mail” on its card.'),
      h('li', {}, 'Read it all in the Audit log.'),
    ),
  );
}

function hint(text) {
  return h('p', { class: 'hint' }, text);
}

function alertButton(words, sample) {
  const send = async () => {
    if (await quietly('alert', { sample })) toast(`Alert sent: ${words}.`);
  };
  return h('button', { type: 'button', class: 'button wide', onclick: send }, words);
}

function otherAlert([action, words, said]) {
  const send = async () => {
    const answer = await quietly(action);
    if (answer) toast(typeof said === 'string' ? said : said(answer));
  };
  return h('button', { type: 'button', class: 'button wide', onclick: send }, words);
}

async function hurry(on) {
  const said = on
    ? 'The policy is changed: what is opened now is called for after 4 seconds, and expires after 25.'
    : 'The policy is as it was. What is open keeps its end.';
  if (await quietly('hurry', { on })) toast(said);
}

async function pullThePlug() {
  set('controls', { ...state.controls, service: 'restarting' });
  if (await quietly('crash')) toast('The service was killed and is back. Nothing it had acknowledged is lost.');
}

/** What was answered; undefined where it went wrong, which is told then. */
async function quietly(name, body) {
  try {
    return await press(name, body);
  } catch (error) {
    toast(error.message, { kind: 'error' });
    return undefined;
  }
}

/** On narrow screens the panel slides in over the page. */
function startDrawer() {
  const panel = byId('controls');
  const opener = byId('open-controls');
  const toggle = (shown) => {
    clearToasts();
    panel.classList.toggle('open', shown);
    byId('scrim').hidden = !shown;
    opener.setAttribute('aria-expanded', String(shown));
    (shown ? byId('close-controls') : opener).focus();
  };
  opener.addEventListener('click', () => toggle(true));
  byId('close-controls').addEventListener('click', () => toggle(false));
  byId('scrim').addEventListener('click', () => toggle(false));
  panel.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && panel.classList.contains('open')) toggle(false);
  });
}
