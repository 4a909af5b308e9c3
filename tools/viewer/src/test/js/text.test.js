import assert from 'node:assert/strict';
import test from 'node:test';
import { counted, duration, fileName, isFound, milliseconds, perSecond, tracks } from '#page/text.js';

test('figures are as people say them', () => {
  assert.equal(milliseconds(null), '–');
  assert.equal(milliseconds(143.6), '144 ms');
  assert.equal(milliseconds(18_400), '18 s');
  assert.equal(perSecond(1, 0), '1 frame/s');
  assert.equal(perSecond(0.96, 0), '1 frame/s');
  assert.equal(perSecond(1, 1), '1.0 frames/s');
  assert.equal(perSecond(14, 0), '14 frames/s');
  assert.equal(counted(1, 'camera'), '1 camera');
  assert.equal(counted(0, 'camera'), '0 cameras');
});

test('a duration is told in the largest unit that tells it well enough', () => {
  assert.equal(duration(3_999), '3 s');
  assert.equal(duration(119_000), '119 s');
  assert.equal(duration(120_000), '2 min');
  assert.equal(duration(5 * 3_600_000), '5 h');
  assert.equal(duration(72 * 3_600_000), '3 days');
});

test('a name for a file is safe on every system, whatever the camera is called', () => {
  const micros = 1_795_863_424_351_000;
  assert.equal(fileName('lobby', micros), 'lobby_2026-11-28T10-57-04.351Z.png');
  for (const camera of [
    '',
    '..',
    '../../etc/passwd',
    'a:b*c?"<>|\n',
    'x'.repeat(500),
    '🙂'.repeat(90),
  ]) {
    assert.match(fileName(camera, micros), /^[\p{L}\p{N}_-][\p{L}\p{N}._-]{1,99}$/u);
  }
  assert.equal(fileName('Tür 7', Number.MAX_SAFE_INTEGER * 1e6), 'Tür_7_no-time.png');
});

test('a camera is found by any part of its name', () => {
  assert.equal(isFound('Lobby-03', ' lobby'), true);
  assert.equal(isFound('Lobby-03', ''), true);
  assert.equal(isFound('Lobby-03', 'gate'), false);
});

test('faces and hands are told by their track ids, hands by their side, too', () => {
  const record = {
    faces: [{ trackId: 1 }, { trackId: 4 }],
    hands: [{ trackId: 1, handedness: 'LEFT' }, { trackId: 2, handedness: 'UNKNOWN' }],
  };
  assert.equal(tracks({ record }), '#1 #4 left #1 hand #2');
  assert.equal(tracks({ record: { faces: [], hands: [] } }), '');
  assert.equal(tracks(null), '');
});
