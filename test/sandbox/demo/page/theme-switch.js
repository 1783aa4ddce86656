import { byId, icon } from './dom.js';

const dark = matchMedia('(prefers-color-scheme: dark)');

function isDark() {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === 'dark' : dark.matches;
}

export function startThemeSwitch() {
  const button = byId('theme-switch');
  const draw = () => {
    const label = isDark() ? 'Switch to the light theme' : 'Switch to the dark theme';
    button.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    button.setAttribute('aria-label', label);
    button.title = label;
  };
  button.addEventListener('click', () => {
    const theme = isDark() ? 'light' : 'dark';
    document.documentElement.dataset.theme = theme;
    localStorage.setItem('theme', theme);
    draw();
  });
  dark.addEventListener('change', draw);
  draw();
}
