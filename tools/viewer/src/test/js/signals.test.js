import assert from 'node:assert/strict';
import test from 'node:test';
import { signalledFace, signalRows } from '#page/signals.js';

const SIGNALS = {
  eyeOpennessLeft: 0.25,
  eyeOpennessRight: 0.9,
  mouthOpenness: 0.125,
  frontalness: 0.98,
  faceSize: 240.5,
  brightness: 'NaN',
  sharpness: 512.25,
  gazeZone: 'DOWN_LEFT',
};

const face = (trackId, width, signals) => ({ trackId, region: { width, height: width }, signals });

test('of several faces the largest that has signals is shown', () => {
  const faces = [face(1, 0.2, SIGNALS), face(2, 0.4, SIGNALS), face(3, 0.9, null)];

  assert.equal(signalledFace(faces).trackId, 2);
  assert.equal(signalledFace([face(1, 0.2, null), face(2, 0.2, undefined)]), null);
});

test('signals are bars where they are shares, and words where they are not', () => {
  const rows = new Map(signalRows(SIGNALS).map(({ name, text, length }) => [name, [text, length]]));

  assert.deepEqual(rows.get('Left eye'), ['0.25', 0.5]);
  assert.deepEqual(rows.get('Right eye'), ['0.90', 1]);
  assert.deepEqual(rows.get('Mouth'), ['0.13', 0.125]);
  assert.deepEqual(rows.get('Brightness'), ['–', 0]);
  assert.deepEqual(rows.get('Gaze'), ['down left', 0]);
  assert.deepEqual(rows.get('Size'), ['241 px', 0]);
});

test('nobody knows where closed eyes look', () => {
  const rows = signalRows({ ...SIGNALS, gazeZone: null });

  assert.equal(rows.find(({ name }) => name === 'Gaze').text, '–');
});
