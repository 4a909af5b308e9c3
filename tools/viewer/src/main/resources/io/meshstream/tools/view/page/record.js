/** A record as text. */

/**
 * The record as JSON, without what the server adds, and with the first landmark standing for all, and the first
 * point of outlines.
 */
export function recordText(record) {
  return JSON.stringify(
    {
      ...withoutView(record),
      faces: record.faces.map(({ floats, landmarks, contours, ...face }) => ({
        ...face,
        contours: contours ? summary(contours.length, contours[0]) : null,
        landmarks: floats === 0 ? [] : summary(floats / 3, landmarks),
      })),
    },
    null,
    2,
  );
}

function summary(count, values) {
  return `${count} × [x, y, z], the first [${coordinates(values ?? [], 0)}]`;
}

/**
 * The record as JSON on one line, with all landmarks, as `meshstream tail --json` has it but for
 * metric meshes.
 */
export function recordJson(record) {
  return JSON.stringify({
    ...withoutView(record),
    faces: record.faces.map(({ floats, landmarks, ...face }) => ({
      ...face,
      landmarks: Array.from({ length: floats / 3 }, (_, id) =>
        [0, 1, 2].map((i) => shortest(landmarks[3 * id + i])),
      ),
    })),
  });
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

/** A single-precision number without the digits that only double precision has. */
function shortest(value) {
  const digits = [6, 7, 8].find((each) => Math.fround(value.toPrecision(each)) === value);
  return Number(value.toPrecision(digits ?? 9));
}

function withoutView({ arrivedAtMicros, picture, ...record }) {
  return record;
}

function coordinates(landmarks, id) {
  return [0, 1, 2].map((i) => (landmarks[3 * id + i] ?? 0).toFixed(5)).join(', ');
}
