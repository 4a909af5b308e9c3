/**
 * The page's theme: that of the system, until somebody chooses the other one. Runs before the page
 * is drawn for the first time.
 */

import { recall, remember } from './settings.js';

const SETTING = 'theme';
const systemIsLight = matchMedia('(prefers-color-scheme: light)');

let chosen = recall(SETTING);
apply();

/** Goes from light to dark or back. */
export function switchTheme() {
  const wanted = isLight() ? 'dark' : 'light';
  // Who chooses what the system has goes with the system.
  chosen = (wanted === 'light') === systemIsLight.matches ? null : wanted;
  remember(SETTING, chosen);
  apply();
}

export function isLight() {
  return chosen === null ? systemIsLight.matches : chosen === 'light';
}

function apply() {
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset.theme = chosen;
  } else {
    chosen = null;
    delete document.documentElement.dataset.theme;
  }
}
