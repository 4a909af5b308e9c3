import assert from 'node:assert/strict';
import test from 'node:test';
import { eventText, eventTime } from '#page/events.js';

const EVENT = {
  cameraId: 'lobby',
  kind: 'STARTED',
  epoch: 1,
  sequence: 0,
  capturedAtMicros: 1_795_863_424_351_000,
  partition: 0,
  offset: 7,
  trackId: null,
  trackFrames: null,
  trackMicros: null,
  modelId: null,
  message: null,
  durationMicros: null,
  perclos: null,
};

test('a face that left says how long it was there', () => {
  const left = { ...EVENT, kind: 'FACE_LEFT', trackId: 12, trackFrames: 80 };

  assert.equal(eventText({ ...left, trackMicros: 3_160_000 }), 'face #12 left after 3.2 s, 80 frames');
  assert.equal(eventText({ ...left, trackFrames: 1 }), 'face #12 left after 1 frame');
});

test('what a face did says for how long', () => {
  const of = { ...EVENT, trackId: 12, durationMicros: 160_000 };
  const drowsy = { ...of, durationMicros: 61_040_000, perclos: 0.0975 };

  assert.equal(eventText({ ...of, kind: 'BLINKED' }), 'face #12 blinked for 0.16 s');
  assert.equal(eventText({ ...of, kind: 'SPEAKING_STARTED' }), 'face #12 speaks');
  assert.equal(
    eventText({ ...drowsy, kind: 'DROWSINESS_ENDED' }),
    'face #12 was drowsy for 61.0 s: eyes closed for 10 % of a minute',
  );
});

test('settings that were refused say why', () => {
  const refused = { ...EVENT, kind: 'SETTINGS_REFUSED', message: 'maxFaces: 0 (expected: 1 to 64)' };

  assert.equal(eventText(refused), 'settings refused. maxFaces: 0 (expected: 1 to 64)');
});

test('an event of a kind that came later is called by its name', () => {
  assert.equal(eventText({ ...EVENT, kind: 'OTHER' }), 'OTHER');
  assert.equal(eventText({ ...EVENT, kind: 'constructor' }), 'constructor');
});

test('an event without a frame has no time', () => {
  assert.equal(eventTime({ ...EVENT, epoch: -1, capturedAtMicros: -1 }), '–');
  assert.equal(eventTime({ ...EVENT, capturedAtMicros: Number.MAX_SAFE_INTEGER * 1e6 }), '–');
  assert.notEqual(eventTime(EVENT), '–');
});
