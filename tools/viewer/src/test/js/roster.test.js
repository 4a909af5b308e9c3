import assert from 'node:assert/strict';
import test from 'node:test';
import { EMPTY_ROSTER, rosterFrom, storable, withHeard, without } from '#page/roster.js';

test('a roster comes back from storage as it was', () => {
  const roster = withHeard(EMPTY_ROSTER, 'topic', [
    ['b', 20],
    ['__proto__', 30],
    ['', 10],
  ]);
  assert.deepEqual(rosterFrom(JSON.parse(JSON.stringify(storable(roster)))), roster);
});

test('a camera was heard of when it was last', () => {
  const roster = withHeard(
    withHeard(EMPTY_ROSTER, 'topic', [
      ['a', 10],
      ['b', 10],
    ]),
    'topic',
    [['a', 40]],
  );
  assert.deepEqual(Object.fromEntries(roster.heard), { a: 40, b: 10 });
});

test('cameras of another topic are other cameras', () => {
  const roster = withHeard(withHeard(EMPTY_ROSTER, 'topic', [['a', 10]]), 'other', [['b', 20]]);
  assert.deepEqual([...roster.heard.keys()], ['b']);
});

test('as long as the topic is not known nothing changes', () => {
  const roster = withHeard(EMPTY_ROSTER, 'topic', [['a', 10]]);
  assert.equal(withHeard(roster, null, [['b', 20]]), roster);
});

test('what is forgotten is gone', () => {
  const roster = withHeard(EMPTY_ROSTER, 'topic', [
    ['a', 10],
    ['b', 20],
  ]);
  assert.deepEqual([...without(roster, ['a', 'none']).heard.keys()], ['b']);
});

test('made-up names push out the oldest, and do not pile up', () => {
  let roster = EMPTY_ROSTER;
  for (let i = 0; i < 1000; i++) {
    roster = withHeard(roster, 'topic', [[`made up ${i}`, i]]);
  }
  assert.equal(roster.heard.size, 128);
  assert.equal(roster.heard.has('made up 999'), true);
});

test('anything makes a roster', () => {
  for (const value of [null, 7, [], { source: 1 }, { heard: [] }]) {
    assert.deepEqual(rosterFrom(value), EMPTY_ROSTER);
  }
  assert.equal(
    rosterFrom({ source: 's', heard: [null, ['a'], [1, 2], ['b', 'c'], ['d', 5]] }).heard.size,
    1,
  );
});
