/** The buttons that switch what is drawn. */

import { LAYERS, drawnLayers } from './look.js';

/** Fills an element with a button for each layer. */
export function addLayerButtons(parent, onToggle) {
  for (const { id, label } of LAYERS) {
    parent.append(toggleButton(id, label, () => onToggle(id)));
  }
}

/** Shows which layers are drawn, where `hasEffects` is as in look.js. */
export function showLayers(look, hasEffects) {
  const drawn = drawnLayers(look, hasEffects);
  LAYERS.forEach(({ id }) => press(document.querySelector(`[data-toggle="${id}"]`), drawn.has(id)));
}

/** Makes a button that is pressed or not. */
export function toggleButton(id, label, onToggle) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'toggle';
  button.dataset.toggle = id;
  button.textContent = label;
  press(button, false);
  button.addEventListener('click', onToggle);
  return button;
}

export function press(button, isPressed) {
  button.setAttribute('aria-pressed', String(isPressed));
}
