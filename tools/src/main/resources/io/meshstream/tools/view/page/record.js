/** A record as text. */

/**
 * The record as JSON, without what the server adds, and with the first landmark standing for all.
 */
export function recordText(record) {
  return JSON.stringify(
    {
      ...withoutView(record),
      faces: record.faces.map(({ floats, landmarks, ...face }) => ({
        ...face,
        landmarks: `${floats / 3} × [x, y, z], the first [${coordinates(landmarks, 0)}]`,
      })),
    },
    null,
    2,
  );
}

/** All landmarks of a record, one a line. */
export function landmarksText(record) {
  return record.faces
    .map(({ trackId, landmarks }) => {
      const lines = [];
      for (let id = 0; id < landmarks.length / 3; id++) {
        lines.push(`${String(id).padStart(3)}  ${coordinates(landmarks, id)}`);
      }
      return `track ${trackId}\n${lines.join('\n')}`;
    })
    .join('\n\n');
}

function withoutView({ arrivedAtMicros, picture, ...record }) {
  return record;
}

function coordinates(landmarks, id) {
  return [0, 1, 2].map((i) => (landmarks[3 * id + i] ?? 0).toFixed(5)).join(', ');
}
