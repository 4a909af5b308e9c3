/** Numbers of a face as bars. */

import { write } from './text.js';

/** The largest of some faces; null if there is none. */
export function largestFace(faces) {
  const area = ({ region }) => region.width * region.height;
  return faces.reduce((best, face) => (best === null || area(face) > area(best) ? face : best), null);
}

/** How long the bar of a share is, 0 to 1, also of one that is broken. */
export function barLength(share) {
  return Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0;
}

/**
 * Adds a row to a list.
 *
 * @param {HTMLDListElement} list
 * @param {string} name
 * @returns {(length: number, text: string) => void} shows a bar of that length, and a text
 */
export function barRow(list, name) {
  const term = document.createElement('dt');
  const value = document.createElement('dd');
  const bar = document.createElement('span');
  const score = document.createElement('span');
  term.textContent = name;
  bar.className = 'bar-of';
  score.className = 'score';
  value.append(bar, score);
  const row = document.createElement('div');
  row.append(term, value);
  list.append(row);
  return (length, text) => {
    bar.style.transform = `scaleX(${length})`;
    write(score, text);
  };
}
