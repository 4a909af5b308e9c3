import assert from 'node:assert/strict';
import test from 'node:test';
import { readAddress, writeAddress } from '#page/address.js';
import { DEFAULT_LOOK } from '#page/look.js';

test('a bare address says nothing', () => {
  for (const hash of ['', '#']) {
    assert.deepEqual(readAddress(hash), { camera: null, look: null });
  }
  assert.equal(writeAddress(null, DEFAULT_LOOK), '');
});

test('what is as usual is not written', () => {
  assert.equal(writeAddress('lobby', DEFAULT_LOOK), '#camera=lobby');
  assert.deepEqual(readAddress('#camera=lobby'), { camera: 'lobby', look: DEFAULT_LOOK });
});

test('any camera and look comes back as it was', () => {
  const looks = [
    DEFAULT_LOOK,
    { layers: [], ar: false, effects: ['glasses', 'mask'], over: [] },
    { layers: ['picture', 'points'], ar: true, effects: ['mask', 'wire'], over: ['region'] },
    { layers: ['picture', 'detection'], ar: true, effects: [], over: ['tesselation', 'region'] },
  ];
  for (const camera of [null, '', 'cam-01', 'a b&c=d#e+f/ü,%20', '__proto__', '🙂']) {
    for (const look of looks) {
      const { camera: readCamera, look: readLook } = readAddress(writeAddress(camera, look));
      assert.equal(readCamera, camera);
      assert.deepEqual(readLook ?? DEFAULT_LOOK, look);
    }
  }
});

test('what is unknown in an address is passed over', () => {
  const { camera, look } = readAddress('#layers=points,none&effect=<b>&over=picture&more=1');
  assert.equal(camera, null);
  assert.deepEqual(look, { layers: ['points'], ar: true, effects: [], over: [] });
});

test('a broken address is read as far as it goes', () => {
  assert.equal(readAddress('#camera=%E0%A4%A').camera.startsWith('\uFFFD'), true);
});
