import assert from 'node:assert/strict';
import test from 'node:test';
import { drawFrame } from '#page/drawing.js';

const TOPOLOGY = {
  tesselation: [0, 1],
  contours: { lips: [0, 1] },
  outlines: [
    { points: 3, closed: true },
    { points: 2, closed: false },
    { points: 1, closed: false },
  ],
};
const POINTS = [[0, 0], [1, 0], [1, 1], [0.2, 0.4], [0.4, 0.4], [0.5, 0.5]].map(([x, y]) => [x, y, 0]);

/** A canvas of 10 x 10 pixels that remembers which lines were stroked on it. */
function canvas() {
  const lines = [];
  let path = [];
  let at = null;
  const context = {
    canvas: { width: 10, height: 10 },
    fillRect() {},
    beginPath() {
      path = [];
    },
    moveTo(...to) {
      at = to;
    },
    lineTo(...to) {
      path.push([at, to]);
      at = to;
    },
    stroke() {
      lines.push(...path);
    },
  };
  return { ...context.canvas, getContext: () => context, lines };
}

function linesOf(face, layer = 'contours') {
  const drawn = canvas();
  const record = { faces: [{ irises: null, detection: null, ...face }], hands: [] };
  drawFrame(drawn, { record, bitmap: null }, new Set([layer]), TOPOLOGY);
  return drawn.lines;
}

test('contours that stand for the mesh are drawn, closed and open ones and single points', () => {
  assert.deepEqual(linesOf({ landmarks: new Float32Array(0), contours: POINTS }), [
    [[0, 0], [0, 0]],
    [[0, 0], [10, 0]],
    [[10, 0], [10, 10]],
    [[10, 10], [0, 0]],
    [[2, 4], [2, 4]],
    [[2, 4], [4, 4]],
    [[5, 5], [5, 5]],
  ]);
});

test('where there is a mesh, contours are its edges', () => {
  const landmarks = new Float32Array([0, 0, 0, 0.5, 0.5, 0]);
  assert.deepEqual(linesOf({ landmarks, contours: POINTS }), [[[0, 0], [5, 5]]]);
});

test('a face with neither, and contours that are cut short, are drawn as far as they go', () => {
  const landmarks = new Float32Array(0);
  assert.deepEqual(linesOf({ landmarks, contours: null }), []);
  assert.deepEqual(linesOf({ landmarks, contours: POINTS.slice(0, 1) }), [
    [[0, 0], [0, 0]],
    [[0, 0], [0, 0]],
  ]);
  assert.deepEqual(linesOf({ landmarks, contours: POINTS }, 'tesselation'), []);
});
