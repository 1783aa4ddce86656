import { press } from './api.js';
import { announce, byId, h } from './dom.js';
import { hostConfig } from './host-config.js';
import { renderMarkdown } from './markdown.js';
import { person, rememberOwnView, set, state } from './state.js';
import { clearToasts, toast } from './toasts.js';

const answerTypes = {
  card: 'application/vnd.microsoft.card.adaptive',
  message: 'application/vnd.microsoft.activity.message',
};

/** A card in a message: its buttons are clicks on that message. */
export function drawCard(post, json) {
  const frame = renderCard(json, (action) => click({ post, frame }, action));
  return frame;
}

/** The card as Microsoft's renderer draws it. `act` is told `{ verb, data, inputs }` of what was pressed. */
export function renderCard(json, act) {
  const { AdaptiveCards } = globalThis;
  const mentions = new Set(json.msteams?.entities?.map((entity) => entity.text));
  AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = renderMarkdown(text, mentions);
    result.didProcess = true;
  };
  const card = new AdaptiveCards.AdaptiveCard();
  card.hostConfig = new AdaptiveCards.HostConfig(hostConfig);
  const frame = h('div', { class: 'card', tabindex: '-1', role: 'group', 'aria-label': 'Card' });
  card.onExecuteAction = (action) => execute(action, act);
  card.parse(json);
  const drawn = card.render();
  if (drawn) frame.append(drawn);
  if (json.msteams?.width === 'Full' || json.msteams?.width === 'full') frame.classList.add('full');
  // Links of every kind are shown, not followed.
  frame.addEventListener(
    'click',
    (event) => {
      const anchor = event.target.closest?.('a[href]');
      if (!anchor) return;
      event.preventDefault();
      event.stopPropagation();
      showAddress(anchor.getAttribute('href'));
    },
    true,
  );
  return frame;
}

function execute(action, act) {
  const type = action.getJsonTypeName();
  if (type === 'Action.OpenUrl') return showAddress(action.url);
  if (type !== 'Action.Execute' && type !== 'Action.Submit') return undefined;
  const data = action.toJSON().data ?? {};
  const inputs = Object.entries(action.data ?? {}).filter(([key]) => !(key in data));
  return act({
    verb: action.verb ?? data.verb ?? '',
    data,
    inputs: Object.fromEntries(inputs.map(([key, value]) => [key, String(value)])),
  });
}

async function click({ post, frame }, { verb, data, inputs }) {
  if (frame.getAttribute('aria-busy') === 'true') return;
  frame.setAttribute('aria-busy', 'true');
  clearToasts();
  const as = state.persona;
  const editedAtClick = post.editedAt ?? 0;
  try {
    const { deliveries } = await press('click', { as, postId: post.id, verb, data, inputs });
    if (deliveries.length > 1) toast(`Delivered ${deliveries.length} times at once, as an unlucky network does.`);
    for (const delivery of deliveries) take(delivery, { post, as, editedAtClick });
  } catch (error) {
    toast(error.message, { kind: 'error' });
  } finally {
    frame.removeAttribute('aria-busy');
  }
}

function take({ status, body }, { post, as, editedAtClick }) {
  if (state.persona !== as) return;
  if (body?.type === answerTypes.card && typeof body.value === 'object') {
    rememberOwnView(post, body.value, editedAtClick);
    set('posts', state.posts);
    set('chats', state.chats);
    announce('The card was redrawn.');
    return;
  }
  if (body?.type === answerTypes.message) return toast(String(body.value), { onlyFor: person(as).name });
  if (status < 400 && (body?.statusCode ?? 200) < 400) return;
  toast(`Teams would show: Something went wrong. Please try again. (${body?.statusCode ?? status})`, { kind: 'error' });
}

export function showAddress(address) {
  byId('link-address').textContent = address;
  byId('link-dialog').showModal();
}
