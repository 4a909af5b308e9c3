/** Figures as text. */

export function milliseconds(value) {
  return value === null ? '–' : `${Math.round(value)} ms`;
}

/** Sets the text of an element, and leaves the page alone where that changes nothing. */
export function write(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** The faces of a frame by their track ids. */
export function tracks(frame) {
  const ids = frame?.record.faces.map((face) => `#${face.trackId}`) ?? [];
  return ids.join(' ');
}
