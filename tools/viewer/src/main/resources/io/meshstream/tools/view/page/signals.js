/** What the landmarks and the pixels of a face show, as bars and words. */

import { barLength, barRow, largestFace } from './bars.js';
import { write } from './text.js';

/** What the bars stand for: field, name, and the value of the longest bar. */
const BARS = [
  ['eyeOpennessLeft', 'Left eye', 0.5],
  ['eyeOpennessRight', 'Right eye', 0.5],
  ['mouthOpenness', 'Mouth', 1],
  ['frontalness', 'Frontal', 1],
  ['brightness', 'Brightness', 1],
];

/** What is words: field, name, and how it is written. */
const WORDS = [
  ['gazeZone', 'Gaze', (zone) => zone.toLowerCase().replace('_', ' ')],
  ['faceSize', 'Size', (pixels) => `${Math.round(pixels)} px`],
  ['sharpness', 'Sharpness', (variance) => String(Math.round(variance))],
];

/** The face whose signals are shown: of those that have some the largest; null if none has. */
export function signalledFace(faces) {
  return largestFace(faces.filter(({ signals }) => signals));
}

/** What is shown of signals: a name, a text and how long the bar is each, 0 where it has none. */
export function signalRows(signals) {
  const bars = BARS.map(([field, name, longest]) => ({
    name,
    text: Number.isFinite(signals[field]) ? signals[field].toFixed(2) : '–',
    length: barLength(signals[field] / longest),
  }));
  const words = WORDS.map(([field, name, text]) => ({
    name,
    text: signals[field] === null ? '–' : text(signals[field]),
    length: 0,
  }));
  return [...bars, ...words];
}

/** The signals in the panel of a camera. */
export class SignalPanel {
  #section = document.getElementById('face-signals');
  #head = document.getElementById('face-signals-face');
  #rows;

  constructor() {
    const list = document.getElementById('signals');
    this.#rows = [...BARS, ...WORDS].map(([, name]) => barRow(list, name));
  }

  /** Shows those of a frame, if it has some; null is no frame. */
  show(frame) {
    const face = signalledFace(frame?.record.faces ?? []);
    this.#section.hidden = face === null;
    if (face === null) {
      return;
    }
    write(this.#head, `#${face.trackId}`);
    signalRows(face.signals).forEach(({ text, length }, i) => this.#rows[i](length, text));
  }
}
