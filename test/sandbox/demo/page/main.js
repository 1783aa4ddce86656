import { followLive } from './api.js';
import { startAuditLog } from './audit-log.js';
import { startControls } from './controls.js';
import { byId } from './dom.js';
import { startFeeds } from './feeds.js';
import { startMailboxes } from './mailboxes.js';
import { startPersonas } from './personas.js';
import { set } from './state.js';
import { startThemeSwitch } from './theme-switch.js';

const views = ['channel', 'chat', 'mailboxes', 'audit'];

function showView(moveFocus) {
  const wanted = location.hash.replace('#/', '');
  const view = views.includes(wanted) ? wanted : 'channel';
  for (const name of views) byId(`view-${name}`).hidden = name !== view;
  for (const link of document.querySelectorAll('.views a')) {
    if (link.getAttribute('href') === `#/${view}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  set('view', view);
  const title = byId(`${view}-title`);
  document.title = `${title.textContent} · Countersign demo`;
  if (moveFocus) title.focus({ preventScroll: true });
}

byId('skip-link').addEventListener('click', (event) => {
  event.preventDefault();
  byId('main').focus();
});
addEventListener('hashchange', () => showView(true));

startThemeSwitch();
startPersonas();
startFeeds();
startMailboxes();
startAuditLog();
startControls();
showView(false);
followLive();
