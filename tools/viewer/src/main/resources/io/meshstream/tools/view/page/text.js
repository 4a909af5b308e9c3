/** Figures as text. */

import { handLabel } from './hands.js';

export function milliseconds(value) {
  if (value === null) {
    return '–';
  }
  return Math.abs(value) < 10_000 ? `${Math.round(value)} ms` : `${Math.round(value / 1000)} s`;
}

/** How long something took, in the largest unit that tells it well enough. */
export function duration(millis) {
  const seconds = Math.floor(millis / 1000);
  if (seconds < 120) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) {
    return `${minutes} min`;
  }
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days`;
}

export function perSecond(rate, digits) {
  const figure = rate.toFixed(digits);
  return `${figure} ${figure === '1' ? 'frame' : 'frames'}/s`;
}

/** A number of things, as "1 camera" or "2 cameras". */
export function counted(count, thing) {
  return `${count} ${thing}${count === 1 ? '' : 's'}`;
}

/** Whether a name is one that somebody who types this may look for. */
export function isFound(name, typed) {
  return name.toLowerCase().includes(typed.trim().toLowerCase());
}

/** A name for a file with a picture of a camera, safe on every system. */
export function fileName(camera, capturedAtMicros) {
  const name = camera.replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '');
  const time = new Date(capturedAtMicros / 1000);
  const isTime = Number.isFinite(time.getTime());
  const stamp = isTime ? time.toISOString().replaceAll(':', '-') : 'no-time';
  return `${[...name].slice(0, 60).join('') || 'camera'}_${stamp}.png`;
}

/** Sets the text of an element, and leaves the page alone where that changes nothing. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The faces of a frame by their track ids, and its hands. */
export function tracks(frame) {
  const faces = frame?.record.faces.map((face) => `#${face.trackId}`) ?? [];
  const hands = frame?.record.hands.map(handLabel) ?? [];
  return [...faces, ...hands].join(' ');
}
