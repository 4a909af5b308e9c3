/** A record as text. */

import { handLabel } from './hands.js';

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
      hands: record.hands.map(({ floats, landmarks, worldFloats, worldLandmarks, ...hand }) => ({
        ...hand,
        landmarks: floats === 0 ? [] : summary(floats / 3, landmarks),
        worldLandmarks: worldFloats === 0 ? [] : summary(worldFloats / 3, worldLandmarks),
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
      landmarks: points(landmarks),
    })),
    hands: record.hands.map(({ floats, landmarks, worldFloats, worldLandmarks, ...hand }) => ({
      ...hand,
      landmarks: points(landmarks),
      worldLandmarks: points(worldLandmarks),
    })),
  });
}

function points(landmarks) {
  return Array.from({ length: landmarks.length / 3 }, (_, id) =>
    [0, 1, 2].map((i) => shortest(landmarks[3 * id + i])),
  );
}

/** All landmarks of a record, one a line; those of hands twice, the second time in metres. */
export function landmarksText(record) {
  const faces = record.faces.map(({ trackId, landmarks }) => lines(`track ${trackId}`, landmarks));
  const hands = record.hands.flatMap((hand) => [
    lines(handLabel(hand), hand.landmarks),
    lines(`${handLabel(hand)}, metres`, hand.worldLandmarks),
  ]);
  return [...faces, ...hands].join('\n\n');
}

function lines(head, landmarks) {
  const rows = [head];
  for (let id = 0; id < landmarks.length / 3; id++) {
    rows.push(`${String(id).padStart(3)}  ${coordinates(landmarks, id)}`);
  }
  return rows.join('\n');
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
