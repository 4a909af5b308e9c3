import assert from 'node:assert/strict';
import test from 'node:test';
import { fitTiles } from '#page/density.js';

const GAP = { roomy: 16, dense: 8 };
const CAPTION = { roomy: 62, dense: 0 };

function taken(count, { density, columns, tileWidth }) {
  const rows = Math.ceil(count / columns);
  return {
    width: columns * tileWidth + (columns - 1) * GAP[density],
    height: rows * ((tileWidth * 9) / 16 + CAPTION[density]) + (rows - 1) * GAP[density],
  };
}

test('sixteen cameras fit a laptop', () => {
  const found = fitTiles(16, 1400, 780);
  assert.equal(found.density, 'dense');
  assert.equal(found.columns, 4);
  assert.ok(found.tileWidth > 300);
});

test('few cameras have room for their figures', () => {
  assert.deepEqual(fitTiles(1, 1400, 780).columns, 1);
  assert.equal(fitTiles(3, 1400, 780).density, 'roomy');
  assert.equal(fitTiles(4, 1400, 780).columns, 2);
});

test('whatever fits is no larger than the window', () => {
  for (const [width, height] of [
    [1400, 780],
    [366, 760],
    [820, 330],
    [2520, 1340],
  ]) {
    for (let count = 1; count <= 12; count++) {
      const found = fitTiles(count, width, height);
      const size = taken(count, found);
      assert.ok(size.width <= width, `${count} in ${width}x${height}: ${JSON.stringify(found)}`);
      assert.ok(
        size.height <= height + 1,
        `${count} in ${width}x${height}: ${JSON.stringify(found)}`,
      );
    }
  }
});

test('tiles that would be too small to see are scrolled through', () => {
  const found = fitTiles(64, 366, 760);
  assert.equal(found.columns, 2);
  assert.ok(found.tileWidth >= 150);
  assert.ok(taken(64, found).width <= 366);
});

test('a window without any height has tiles, too', () => {
  const found = fitTiles(3, 100, -40);
  assert.equal(found.columns, 1);
  assert.equal(found.tileWidth, 100);
});
