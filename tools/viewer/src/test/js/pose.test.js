import assert from 'node:assert/strict';
import test from 'node:test';
import { headAxes, poseFit } from '#page/pose.js';

const SIZE = { width: 1280, height: 720 };
const FOCAL = SIZE.height / 2 / Math.tan((63 * Math.PI) / 360);

/** Some points of a head, in centimetres. */
const HEAD = [0, -0.5, 7.6, -4.4, 2.7, 3.2, 4.4, 2.7, 3.2, 0, 8.3, 4.3, 0, -9.4, 4.3, 7.7, 0.7, -2.4];

/** A pose that looks by an angle to the right of the picture, from a place. */
function pose(degrees, [x, y, z]) {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return [cos, 0, -sin, 0, 0, 1, 0, 0, sin, 0, cos, 0, x, y, z, 1];
}

function times(matrix, id) {
  return [0, 1, 2].map(
    (row) =>
      matrix[row] * HEAD[3 * id] +
      matrix[4 + row] * HEAD[3 * id + 1] +
      matrix[8 + row] * HEAD[3 * id + 2] +
      matrix[12 + row],
  );
}

/** What a camera sees of the head. */
function landmarks(matrix, focal) {
  const values = [];
  for (let id = 0; id < HEAD.length / 3; id++) {
    const [x, y, z] = times(matrix, id);
    values.push(
      0.5 + (focal * x) / -z / SIZE.width,
      0.5 - (focal * y) / -z / SIZE.height,
      (-z + matrix[14]) / -matrix[14] * (focal / SIZE.width),
    );
  }
  return new Float32Array(values);
}

test('the axis that points to the camera is drawn last', () => {
  assert.deepEqual(headAxes(pose(0, [0, 0, -50])).at(-1).to, [0, 0, 1]);
  const turned = headAxes(pose(60, [0, 0, -50]));
  const z = turned.find(({ colour }) => colour === '#4090ff').to;
  assert.ok(z[0] > 0.86 && z[2] < 0.51, 'z looks to the right of the picture');
});

test('what fits the average face fits a face where the camera sees it', () => {
  for (const place of [[0, 0, -60], [15, -8, -60], [-20, 10, -80]]) {
    for (const degrees of [-40, 0, 40]) {
      const matrix = pose(degrees, place);
      const fit = poseFit(matrix, HEAD, landmarks(matrix, FOCAL), SIZE);
      for (let id = 0; id < HEAD.length / 3; id++) {
        const [x, y, z] = times(matrix, id);
        const [column, row] = times(fit, id);
        // Of a head as large as that in pixels.
        const tolerance = (0.12 * 10 * FOCAL) / -place[2];
        assert.ok(Math.abs(column - (SIZE.width / 2 + (FOCAL * x) / -z)) < tolerance);
        assert.ok(Math.abs(row - (-SIZE.height / 2 + (FOCAL * y) / -z)) < tolerance);
      }
    }
  }
});

test('the angle of view follows from the landmarks', () => {
  const matrix = pose(20, [5, 2, -60]);
  const near = poseFit(matrix, HEAD, landmarks(matrix, FOCAL), SIZE);
  const wide = poseFit(matrix, HEAD, landmarks(matrix, FOCAL / 2), SIZE);
  assert.ok(Math.abs(wide[5] / near[5] - 0.5) < 1e-4);
});

test('without landmarks, the angle of view is the usual one', () => {
  const matrix = pose(20, [5, 2, -60]);
  const fit = poseFit(matrix, HEAD, new Float32Array(0), SIZE);
  assert.ok(Math.abs(fit[5] - FOCAL / 60) < 1e-6);
  assert.equal(fit[14], 0);
});
