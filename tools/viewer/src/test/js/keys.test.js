import assert from 'node:assert/strict';
import test from 'node:test';
import { KEYS, actionOf } from '#page/keys.js';

const overview = { isLarge: false, isTyping: false, isOnButton: false };
const large = { ...overview, isLarge: true };
const press = (key, more = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

test('each key does what the help says, where it says so', () => {
  for (const { where, keys, action } of KEYS) {
    for (const key of keys) {
      assert.equal(actionOf(press(key), large), where === 'All cameras' ? null : action);
      assert.equal(actionOf(press(key), overview), where === 'One camera' ? null : action);
    }
  }
});

test('capital letters do the same', () => {
  assert.equal(actionOf(press('S'), large), 'snapshot');
});

test('keys of the browser and of text stay what they are', () => {
  assert.equal(actionOf(press('s', { ctrlKey: true }), large), null);
  assert.equal(actionOf(press('s', { metaKey: true }), large), null);
  assert.equal(actionOf(press('s'), { ...large, isTyping: true }), null);
  assert.equal(actionOf(press(' '), { ...large, isOnButton: true }), null);
});

test('a key that is held down does its work once, but goes on through the cameras', () => {
  assert.equal(actionOf(press('s', { repeat: true }), large), null);
  assert.equal(actionOf(press('ArrowRight', { repeat: true }), large), 'next');
});
