/** What the expression of a face is made of, as bars. */

import { write } from './text.js';

/** The first coefficient, _neutral, means nothing. */
const FIRST = 1;

/** The face whose bars are shown: of those that have blendshapes the largest; null if none has. */
export function expressiveFace(faces) {
  const known = faces.filter((face) => (face.blendshapes?.length ?? 0) > FIRST);
  const area = ({ region }) => region.width * region.height;
  return known.reduce((best, face) => (best === null || area(face) > area(best) ? face : best), null);
}

/** How long the bar of a coefficient is, 0 to 1, also of one that is broken. */
export function barLength(score) {
  return Number.isFinite(score) ? Math.min(1, Math.max(0, score)) : 0;
}

/** The bars in the panel of a camera. They keep their places, so that the eye finds them again. */
export class BlendshapeBars {
  #section = document.getElementById('expression');
  #head = document.getElementById('expression-face');
  #rows = [];

  /** @param {string[]} names what the coefficients are called */
  constructor(names) {
    const list = document.getElementById('blendshapes');
    names.slice(FIRST).forEach((name) => {
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
      this.#rows.push({ bar, score });
    });
  }

  /** Shows those of a frame, if it has some; null is no frame. */
  show(frame) {
    const face = expressiveFace(frame?.record.faces ?? []);
    this.#section.hidden = face === null;
    if (face === null) {
      return;
    }
    write(this.#head, `#${face.trackId}`);
    this.#rows.forEach(({ bar, score }, i) => {
      const length = barLength(face.blendshapes[i + FIRST]);
      bar.style.transform = `scaleX(${length})`;
      write(score, length.toFixed(2));
    });
  }
}
