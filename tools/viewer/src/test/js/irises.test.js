import assert from 'node:assert/strict';
import test from 'node:test';
import { irisCircles } from '#page/irises.js';

const SIZE = { width: 200, height: 100 };

/** Centre, then right, upper, left and lower edge, ten pixels away on a canvas of that size. */
function iris(x, y) {
  return [
    [x, y, 0],
    [x + 0.05, y, 0],
    [x, y - 0.1, 0],
    [x - 0.05, y, 0],
    [x, y + 0.1, 0],
  ];
}

function rounded(circles) {
  return circles.map(({ x, y, radius }) => [x, y, radius].map(Math.round));
}

test('irises are circles in pixels, the right one first', () => {
  const circles = irisCircles([...iris(0.25, 0.5), ...iris(0.75, 0.5)], SIZE);
  assert.deepEqual(rounded(circles), [
    [50, 50, 10],
    [150, 50, 10],
  ]);
});

test('a face without irises has no circles', () => {
  assert.deepEqual(irisCircles(null, SIZE), []);
  assert.deepEqual(irisCircles(undefined, SIZE), []);
  assert.deepEqual(irisCircles([], SIZE), []);
});

test('what is no whole iris is left out', () => {
  assert.equal(irisCircles(iris(0.5, 0.5).slice(1), SIZE).length, 0);
  assert.equal(irisCircles([...iris(0.5, 0.5), [0, 0, 0]], SIZE).length, 1);
});
