import assert from 'node:assert/strict';
import test from 'node:test';
import { barLength } from '#page/bars.js';
import { expressiveFace } from '#page/blendshapes.js';

const face = (trackId, width, blendshapes) => ({
  trackId,
  region: { width, height: width },
  blendshapes,
});
const scores = [0, 0.5, 1];

test('of several faces the largest that has blendshapes is shown', () => {
  const faces = [face(1, 0.2, scores), face(2, 0.4, scores), face(3, 0.9, null)];
  assert.equal(expressiveFace(faces).trackId, 2);
});

test('without blendshapes nothing is shown', () => {
  assert.equal(expressiveFace([]), null);
  assert.equal(expressiveFace([face(1, 0.2, null), face(2, 0.2, undefined), face(3, 0.2, [])]), null);
});

test('a bar is never longer than its place, whatever a record holds', () => {
  assert.deepEqual([-1, 0, 0.25, 1, 7, NaN, undefined].map(barLength), [0, 0, 0.25, 1, 1, 0, 0]);
});
