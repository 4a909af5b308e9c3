import assert from 'node:assert/strict';
import test from 'node:test';
import { rowOf } from '#page/row.js';

test('one thing alone stands in the middle, as large as it is', () => {
  assert.deepEqual(rowOf([0.9]), { scale: 1, offsets: [0] });
});

test('several stand beside each other as in the picture, all of them in sight', () => {
  for (const across of [[0.7, 0.1], [0.7, 0.1, 0.4], [0.2, 0.2, 0.9, 0.1, 0.5]]) {
    const { scale, offsets } = rowOf(across);
    const order = across.map((_, i) => i).sort((one, other) => offsets[one] - offsets[other]);
    assert.deepEqual(
      order.map((i) => across[i]),
      across.toSorted(),
    );
    assert.equal(new Set(offsets).size, across.length);
    assert.ok((Math.max(...offsets) - Math.min(...offsets) + 2) * scale <= 3);
  }
});

test('where there is nothing, nothing is placed', () => {
  assert.deepEqual(rowOf([]), { scale: 1, offsets: [] });
});
