/** What the expression of a face is made of, as bars. */

import { barLength, barRow, largestFace } from './bars.js';
import { write } from './text.js';

/** The first coefficient, _neutral, means nothing. */
const FIRST = 1;

/** The face whose bars are shown: of those that have blendshapes the largest; null if none has. */
export function expressiveFace(faces) {
  return largestFace(faces.filter((face) => (face.blendshapes?.length ?? 0) > FIRST));
}

/** The bars in the panel of a camera. They keep their places, so that the eye finds them again. */
export class BlendshapeBars {
  #section = document.getElementById('expression');
  #head = document.getElementById('expression-face');
  #rows;

  /** @param {string[]} names what the coefficients are called */
  constructor(names) {
    const list = document.getElementById('blendshapes');
    this.#rows = names.slice(FIRST).map((name) => barRow(list, name));
  }

  /** Shows those of a frame, if it has some; null is no frame. */
  show(frame) {
    const face = expressiveFace(frame?.record.faces ?? []);
    this.#section.hidden = face === null;
    if (face === null) {
      return;
    }
    write(this.#head, `#${face.trackId}`);
    this.#rows.forEach((row, i) => {
      const length = barLength(face.blendshapes[i + FIRST]);
      row(length, length.toFixed(2));
    });
  }
}
