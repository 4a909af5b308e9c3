import assert from 'node:assert/strict';
import test from 'node:test';
import { LATE_AFTER, STALLED_AFTER, health } from '#page/health.js';

const tally = { frameIdleMillis: 50, recordIdleMillis: 60, behindMillis: 40 };
const well = { connected: true, isMissing: false, tally, elapsed: 0, result: 'FACES' };
const told = (facts, counted = {}) =>
  health({ ...well, ...facts, tally: { ...tally, ...counted } });

test('a camera whose results come is live', () => {
  assert.deepEqual(health(well), { state: 'live', text: 'live' });
  assert.equal(told({ result: 'NO_FACE' }).state, 'no-face');
  assert.equal(told({ result: 'REJECTED' }).state, 'rejected');
  assert.equal(told({ result: null }).state, 'live');
});

test('a camera whose results come late is late, whatever is in them', () => {
  for (const result of ['FACES', 'NO_FACE', 'REJECTED', null]) {
    assert.deepEqual(told({ result }, { behindMillis: 18_400 }), {
      state: 'late',
      text: '18 s behind',
    });
  }
  assert.equal(told({}, { behindMillis: LATE_AFTER }).state, 'late');
  assert.equal(told({}, { behindMillis: LATE_AFTER - 1 }).state, 'live');
});

test('before the first result it is not known whether a camera is late', () => {
  assert.equal(told({}, { behindMillis: undefined }).state, 'live');
});

test('frames without results wait, however late the last one was', () => {
  assert.deepEqual(told({ elapsed: 500 }, { recordIdleMillis: 9_700, behindMillis: 18_000 }), {
    state: 'waiting',
    text: 'no results for 10 s',
  });
});

test('a camera that sends nothing is stalled', () => {
  const silent = { frameIdleMillis: 200_000, recordIdleMillis: 199_000, behindMillis: 18_000 };
  assert.deepEqual(told({}, silent), { state: 'stalled', text: 'stalled for 3 min' });
  assert.equal(told({ elapsed: STALLED_AFTER }).state, 'stalled');
});

test('what is not known is not made up', () => {
  assert.equal(health({ ...well, connected: false }).state, 'offline');
  assert.equal(health({ ...well, isMissing: true, tally: null }).state, 'missing');
  assert.equal(health({ ...well, tally: null }).state, 'waiting');
});
