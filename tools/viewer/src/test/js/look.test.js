import assert from 'node:assert/strict';
import test from 'node:test';
import {
  DEFAULT_LOOK,
  drawnLayers,
  lookFrom,
  lookFromStored,
  storableLook,
  withEffectSwitched,
  withLayerSwitched,
} from '#page/look.js';

const withEffects = { ...DEFAULT_LOOK, ar: true };

test('nothing lies over an effect unless it is asked for', () => {
  assert.deepEqual([...drawnLayers(withEffects, true)], ['picture', 'contours', 'hands']);
  const asked = withLayerSwitched(withEffects, 'region', true);
  assert.deepEqual([...drawnLayers(asked, true)], ['picture', 'contours', 'hands', 'region']);
  const again = withLayerSwitched(asked, 'region', true);
  assert.deepEqual(again, withEffects);
});

test('where there are no effects, all is drawn', () => {
  const asked = withLayerSwitched(withEffects, 'region', true);
  assert.deepEqual([...drawnLayers(asked, false)], DEFAULT_LOOK.layers);
  assert.deepEqual([...drawnLayers(DEFAULT_LOOK, true)], DEFAULT_LOOK.layers);
});

test('a layer is the same with and without effects, if it lies over none', () => {
  const look = withLayerSwitched(withEffects, 'points', true);
  assert.equal(drawnLayers(look, true).has('points'), true);
  assert.equal(drawnLayers(look, false).has('points'), true);
});

test('switching twice changes nothing', () => {
  assert.deepEqual(
    withLayerSwitched(withLayerSwitched(DEFAULT_LOOK, 'picture', false), 'picture', false),
    DEFAULT_LOOK,
  );
  assert.deepEqual(
    withEffectSwitched(withEffectSwitched(DEFAULT_LOOK, 'wire'), 'wire'),
    DEFAULT_LOOK,
  );
});

test('anything makes a look', () => {
  for (const value of [null, undefined, 7, 'x', [], {}, { layers: 'picture', ar: 1, over: {} }]) {
    assert.deepEqual(lookFrom(value), DEFAULT_LOOK);
    assert.deepEqual(lookFromStored(value), DEFAULT_LOOK);
  }
});

test('a look is stored as it is', () => {
  const noHands = withLayerSwitched(DEFAULT_LOOK, 'hands', false);
  for (const look of [DEFAULT_LOOK, noHands, { ...DEFAULT_LOOK, layers: [] }, withEffects]) {
    assert.deepEqual(lookFromStored(JSON.parse(JSON.stringify(storableLook(look)))), look);
  }
});

test('a layer that was not there when a look was stored is as by default', () => {
  const beforeHands = { layers: ['picture', 'points'], ar: false, effects: [], over: [] };
  assert.deepEqual(lookFromStored(beforeHands).layers, ['picture', 'points', 'hands']);
  const beforeRegion = { layers: [], offered: ['picture', 'hands', 'contours', 'tesselation'] };
  assert.deepEqual(lookFromStored(beforeRegion).layers, ['region']);
  assert.deepEqual(lookFromStored({ layers: ['hands'], offered: {} }).layers, ['hands']);
});
