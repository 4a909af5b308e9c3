/** Figures as text. */

export function milliseconds(value) {
  return value === null ? '–' : `${Math.round(value)} ms`;
}

/** The faces of a frame by their track ids. */
export function tracks(frame) {
  const ids = frame?.record.faces.map((face) => `#${face.trackId}`) ?? [];
  return ids.join(' ');
}
