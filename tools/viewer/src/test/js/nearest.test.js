import assert from 'node:assert/strict';
import test from 'node:test';
import { containedIn, nearestLandmark, partOf } from '#page/nearest.js';

const face = { landmarks: new Float32Array([0.25, 0.5, 0, 0.75, 0.5, 0]) };

test('a picture lies in the middle of its box, whole', () => {
  assert.deepEqual(containedIn({ width: 100, height: 100 }, { width: 1600, height: 800 }), {
    x: 0,
    y: 25,
    width: 100,
    height: 50,
  });
  assert.deepEqual(containedIn({ width: 100, height: 50 }, { width: 10, height: 10 }), {
    x: 25,
    y: 0,
    width: 50,
    height: 50,
  });
});

test('the nearest landmark is found, if it is near enough', () => {
  const picture = { x: 10, y: 20, width: 200, height: 100 };
  const { id, x, y } = nearestLandmark([face], picture, { x: 155, y: 72 }, 14);
  assert.deepEqual({ id, x, y }, { id: 1, x: 160, y: 70 });
  assert.equal(nearestLandmark([face], picture, { x: 110, y: 70 }, 14), null);
  assert.equal(nearestLandmark([], picture, { x: 110, y: 70 }, 14), null);
});

test('of several faces and hands, the one under the pointer counts', () => {
  const other = { landmarks: new Float32Array([0.5, 0.5, 0]) };
  const found = nearestLandmark(
    [face, other],
    { x: 0, y: 0, width: 100, height: 100 },
    { x: 51, y: 50 },
    5,
  );
  assert.equal(found.owner, other);
});

test('a landmark on a contour says on which', () => {
  assert.equal(partOf(7, { right_eye: [33, 7, 7, 163] }), 'right eye');
  assert.equal(partOf(1, { right_eye: [33, 7, 7, 163] }), '');
});
