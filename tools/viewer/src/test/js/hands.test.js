import assert from 'node:assert/strict';
import test from 'node:test';
import { drawFrame } from '#page/drawing.js';
import { bones, handLabel, handScale, jointColours, jointRadii } from '#page/hands.js';

/** As the server says it, see TopologyJson.java. */
const HAND = {
  palm: [0, 1, 0, 5, 9, 13, 13, 17, 5, 9, 0, 17],
  thumb: [1, 2, 2, 3, 3, 4],
  index_finger: [5, 6, 6, 7, 7, 8],
  middle_finger: [9, 10, 10, 11, 11, 12],
  ring_finger: [13, 14, 14, 15, 15, 16],
  pinky: [17, 18, 18, 19, 19, 20],
};

const RED = '#ff3030';
const GREY = '#808080';

test('a hand has 21 lines, those of the palm wider, in the colours of MediaPipe', () => {
  const lines = bones(HAND);
  assert.equal(lines.length, 21);
  assert.deepEqual(lines[0], { from: 0, to: 1, colour: GREY, width: 3 });
  assert.deepEqual(lines[6], { from: 1, to: 2, colour: '#ffe5b4', width: 2 });
  assert.deepEqual(lines[20], { from: 19, to: 20, colour: '#1565c0', width: 2 });
});

test('joints have the colours of their fingers, and the roots of fingers that of the palm', () => {
  const colours = jointColours(HAND);
  assert.equal(colours.length, 21);
  for (const id of [0, 1, 5, 9, 13, 17]) {
    assert.equal(colours[id], RED);
  }
  assert.deepEqual(colours.slice(2, 5), ['#ffe5b4', '#ffe5b4', '#ffe5b4']);
  assert.deepEqual([8, 12, 16, 20].map((id) => colours[id]), [
    '#804080',
    '#ffcc00',
    '#30ff30',
    '#1565c0',
  ]);
});

test('a part that the page does not know is drawn all the same', () => {
  assert.deepEqual(bones({ wing: [0, 1] }), [{ from: 0, to: 1, colour: GREY, width: 3 }]);
  assert.deepEqual(jointColours({ wing: [0, 1] }), [RED, RED]);
});

test('lines are as wide as suits the hand, however long its region is', () => {
  const region = { width: 0.5, height: 1 };
  assert.equal(handScale({ region }, { width: 800, height: 400 }), 1);
  assert.equal(handScale({ region: { width: 0.25, height: 0.25 } }, { width: 800, height: 800 }), 0.5);
});

test('the rim of a joint is always seen', () => {
  assert.deepEqual(jointRadii(2), { joint: 10, rim: 12 });
  assert.deepEqual(jointRadii(0.01), { joint: 1, rim: 2 });
});

test('a hand is called by its side', () => {
  assert.equal(handLabel({ handedness: 'LEFT', trackId: 3 }), 'left #3');
  assert.equal(handLabel({ handedness: 'RIGHT', trackId: 3 }), 'right #3');
  assert.equal(handLabel({ handedness: 'UNKNOWN', trackId: 3 }), 'hand #3');
});

/** Draws a hand on a canvas of 800 x 800 pixels, and tells what was drawn. */
function drawn(hand, layers) {
  const strokes = [];
  const dots = [];
  const texts = [];
  const context = {
    canvas: { width: 800, height: 800 },
    fillRect() {},
    beginPath() {},
    moveTo(...at) {
      this.from = at;
    },
    lineTo(...at) {
      this.to = at;
    },
    arc(x, y, radius) {
      this.dot = { x, y, radius };
    },
    stroke() {
      const { from, to, strokeStyle: colour, lineWidth: width } = this;
      strokes.push({ from, to, colour, width });
    },
    fill() {
      dots.push({ ...this.dot, colour: this.fillStyle });
    },
    strokeText() {},
    fillText(text, x, y) {
      texts.push({ text, x, y });
    },
    save() {},
    restore() {},
    translate() {},
    rotate() {},
    strokeRect() {
      strokes.push('box');
    },
  };
  const canvas = { ...context.canvas, getContext: () => context };
  const record = { faces: [], hands: [hand] };
  drawFrame(canvas, { record, bitmap: null }, new Set(layers), { hand: HAND });
  return { strokes, dots, texts };
}

const hand = {
  trackId: 7,
  handedness: 'RIGHT',
  region: { centerX: 0.5, centerY: 0.25, width: 0.5, height: 0.5, rotation: 1 },
  detection: null,
  landmarks: Float32Array.from({ length: 63 }, (_, i) => i / 64),
};

test('the skeleton of a hand is drawn with its joints over its lines and its name below', () => {
  const { strokes, dots, texts } = drawn(hand, ['hands']);
  assert.deepEqual(strokes[0], { from: [0, 12.5], to: [37.5, 50], colour: GREY, width: 3 });
  assert.equal(strokes.length, 21);
  assert.equal(dots.length, 42);
  assert.deepEqual(dots[0], { x: 0, y: 12.5, radius: 6, colour: '#e0e0e0' });
  assert.deepEqual(dots[1], { x: 0, y: 12.5, radius: 5, colour: RED });
  assert.equal(texts.length, 1);
  assert.equal(texts[0].text, 'right #7');
});

test('a hand whose landmarks stay in the job has a name where its region is', () => {
  const { strokes, dots, texts } = drawn({ ...hand, landmarks: new Float32Array(0) }, ['hands']);
  assert.deepEqual([strokes, dots], [[], []]);
  assert.equal(texts[0].x, 400);
});

test('the name of a hand that reaches out of the picture is inside of it', () => {
  const landmarks = hand.landmarks.with(1, 1.2);
  const { texts } = drawn({ ...hand, landmarks }, ['hands']);
  assert.ok(texts[0].y > 700 && texts[0].y < 800 - 11);
});

test('regions and detections are drawn with those of faces, and nothing that is not asked for', () => {
  const detection = { xMin: 0, yMin: 0, width: 1, height: 1, keypoints: [[0.5, 0.5]] };
  assert.deepEqual(drawn({ ...hand, detection }, ['region']).strokes, ['box']);
  assert.equal(drawn({ ...hand, detection }, ['detection']).dots.length, 1);
  assert.deepEqual(drawn({ ...hand, detection }, ['points', 'contours', 'tesselation']), {
    strokes: [],
    dots: [],
    texts: [],
  });
});
