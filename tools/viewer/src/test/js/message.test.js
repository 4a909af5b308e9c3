import assert from 'node:assert/strict';
import test from 'node:test';
import { decode } from '#page/message.js';
import { landmarksText, recordJson, recordText } from '#page/record.js';

/** A message as FrameMessage.java writes it. */
function message(header, floats, picture) {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / 4) * 4;
  const buffer = new ArrayBuffer(8 + length + 4 * floats.length + picture.length);
  const bytes = new Uint8Array(buffer).fill(0x20);
  bytes.set(new TextEncoder().encode('MSV2'));
  new DataView(buffer).setUint32(4, length, true);
  bytes.set(text, 8);
  new Float32Array(buffer, 8 + length, floats.length).set(floats);
  bytes.set(picture, 8 + length + 4 * floats.length);
  return buffer;
}

const HEADER = {
  cameraId: 'cam',
  faces: [{ trackId: 1, contours: null, floats: 3 }],
  hands: [
    { trackId: 1, handedness: 'LEFT', floats: 6, worldFloats: 3 },
    { trackId: 2, handedness: 'RIGHT', floats: 0, worldFloats: 0 },
  ],
  arrivedAtMicros: 1,
  picture: null,
};
const FLOATS = [0.1, 0.2, 0.3, 1, 2, 3, 4, 5, 6, 0.07, 0.08, 0.09];

test('a message has the landmarks of faces, those of hands, and the picture', () => {
  const { record, picture } = decode(message(HEADER, FLOATS, [9, 8, 7]));
  assert.deepEqual([...record.faces[0].landmarks], FLOATS.slice(0, 3).map(Math.fround));
  assert.deepEqual([...record.hands[0].landmarks], [1, 2, 3, 4, 5, 6]);
  assert.deepEqual([...record.hands[0].worldLandmarks], FLOATS.slice(9).map(Math.fround));
  assert.equal(record.hands[1].landmarks.length, 0);
  assert.deepEqual([...picture], [9, 8, 7]);
});

test('a message of another layout is refused', () => {
  const buffer = message(HEADER, FLOATS, []);
  new Uint8Array(buffer)[3] = '1'.charCodeAt(0);
  assert.throws(() => decode(buffer), /unknown layout/);
});

test('a record as text has the hands with it, and as a line all of their landmarks', () => {
  const { record } = decode(message(HEADER, FLOATS, []));
  const read = JSON.parse(recordText(record));
  assert.equal(read.hands[0].landmarks, '2 × [x, y, z], the first [1.00000, 2.00000, 3.00000]');
  assert.deepEqual(read.hands[1].worldLandmarks, []);
  assert.deepEqual(JSON.parse(recordJson(record)).hands, [
    {
      trackId: 1,
      handedness: 'LEFT',
      landmarks: [[1, 2, 3], [4, 5, 6]],
      worldLandmarks: [[0.07, 0.08, 0.09]],
    },
    { trackId: 2, handedness: 'RIGHT', landmarks: [], worldLandmarks: [] },
  ]);
  const text = landmarksText(record);
  assert.match(text, /left #1\n {2}0 {2}1\.00000, 2\.00000, 3\.00000\n/);
  assert.match(text, /left #1, metres\n {2}0 {2}0\.07000, 0\.08000, 0\.09000/);
});
