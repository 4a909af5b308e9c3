/**
 * The page: all cameras as tiles, or one of them large.
 *
 * `window.meshstream` lets people and tests see what is on the screen. It can only be read:
 * `meshstream.cameras` is an object with, for each camera by its id, `state` (see Camera.status),
 * `paused`, `framesPerSecond`, how many frames were `shown`, `tally` (see StatusMessage.java), and
 * of the frame that was drawn last `record` (see FrameMessage.java; landmarks as plain arrays),
 * `hasPicture`, and `drawn`: the size of its tile's canvas and, for each face, the points on it as
 * x, y, x, y … in its pixels.
 */

import { Camera } from './camera.js';
import { ServerClock } from './clock.js';
import { Connection } from './connection.js';
import { place } from './drawing.js';
import { Layers } from './layers.js';
import { decode } from './message.js';
import { Stage } from './stage.js';
import { write } from './text.js';
import { Tile } from './tile.js';

const REFRESH_INTERVAL = 250;
/** Tiles this near to what is seen of the page are kept up to date. */
const NEAR = '200px';

const topology = await (await fetch('/topology.json')).json();
const layers = new Layers();
const clock = new ServerClock();
const views = new Map();
const overview = document.getElementById('overview');
const summary = document.getElementById('summary');
const rate = document.getElementById('rate');
const empty = document.getElementById('empty');
const seen = new IntersectionObserver(look, { rootMargin: NEAR });
const resized = new ResizeObserver(drawResized);
let connected = false;
let refusal = '';
let counts = { brokersAnswer: true, unreadable: 0, hidden: 0 };

const connection = new Connection({
  frame: (buffer) => {
    const message = decode(buffer);
    view(message.record.cameraId).camera.receive(message);
  },
  status: (status) => {
    clock.observe(status.nowMicros);
    const names = new Set(status.cameras.map((tally) => tally.camera));
    counts = status;
    status.cameras.forEach((tally) => view(tally.camera).camera.report(tally));
    [...views.keys()].filter((name) => !names.has(name)).forEach(remove);
    refresh();
  },
  state: (isConnected, reason = '') => {
    connected = isConnected;
    refusal = reason;
    refresh();
  },
});

const stage = new Stage(topology, layers, { close: showOverview, step });
layers.addButtons(document.getElementById('layers'));
layers.addEventListener('change', () => {
  views.forEach(({ tile }) => tile.draw(layers, topology));
  stage.redraw();
});

function view(name) {
  if (!views.has(name)) {
    const camera = new Camera(name, (done) => connection.acknowledge(done));
    const tile = new Tile(camera, show);
    views.set(name, { camera, tile, isNear: false });
    seen.observe(tile.element);
    resized.observe(tile.element);
    const after = [...views.keys()].sort().indexOf(name) + 1;
    const next = [...views.keys()].sort()[after];
    overview.insertBefore(tile.element, next === undefined ? null : views.get(next).tile.element);
  }
  return views.get(name);
}

function remove(name) {
  const { camera, tile } = views.get(name);
  if (stage.camera === camera) {
    showOverview();
  }
  seen.unobserve(tile.element);
  resized.unobserve(tile.element);
  tile.element.remove();
  views.delete(name);
  camera.close();
}

/** Notes which tiles have come near to what is seen of the page, or have left it. */
function look(entries) {
  for (const { target, isIntersecting } of entries) {
    const found = views.get(target.dataset.camera);
    if (found !== undefined) {
      found.isNear = isIntersecting;
    }
  }
  watch();
}

/** Draws tiles anew that are shown again or at another size; a stalled one gets no new frame. */
function drawResized(entries) {
  if (stage.camera === null) {
    entries.forEach(({ target }) => views.get(target.dataset.camera).tile.draw(layers, topology));
  }
}

function watch() {
  for (const { camera, isNear } of views.values()) {
    camera.watch(!document.hidden && (stage.camera === null ? isNear : stage.camera === camera));
  }
}

function show(camera) {
  overview.hidden = true;
  stage.open(camera, views.get(camera.name).tile.element);
  watch();
  refresh();
}

function showOverview() {
  overview.hidden = false;
  stage.close();
  watch();
  refresh();
}

function step(by) {
  const names = [...views.keys()].sort();
  const at = names.indexOf(stage.camera.name) + by;
  show(views.get(names[(at + names.length) % names.length]).camera);
}

function drawNew() {
  for (const { camera, tile } of views.values()) {
    if (camera.advance(clock)) {
      if (stage.camera === null) {
        tile.draw(layers, topology);
      } else if (stage.camera === camera) {
        stage.redraw();
      }
    }
  }
  requestAnimationFrame(drawNew);
}

function refresh() {
  empty.hidden = views.size > 0 || !connected;
  document.body.dataset.connected = String(connected && counts.brokersAnswer);
  views.forEach(({ tile }) => tile.refresh(connected));
  stage.refresh(connected);
  write(summary, summaryText());
  const total = [...views.values()].reduce((sum, { camera }) => sum + camera.rate, 0);
  write(rate, connected ? `${total.toFixed(0)} frames/s` : '');
}

/** Changes seldom, because screen readers read it out when it does. */
function summaryText() {
  if (!connected) {
    return `No connection to the server${refusal && `: ${refusal}`}; trying again.`;
  }
  if (!counts.brokersAnswer) {
    return 'The Kafka brokers do not answer; waiting for them.';
  }
  const states = [...views.values()].map(({ camera }) => camera.status(connected).state);
  const stalled = states.filter((state) => state === 'stalled').length;
  return [
    `${views.size} ${views.size === 1 ? 'camera' : 'cameras'}`,
    stalled > 0 && `${stalled} stalled`,
    counts.hidden > 0 && 'no room for more',
    counts.unreadable > 0 && 'some records unreadable',
  ]
    .filter(Boolean)
    .join(', ');
}

function describe({ camera, tile }) {
  const { frame } = camera;
  const faces = frame?.record.faces ?? [];
  return {
    state: camera.status(connected).state,
    paused: camera.paused,
    framesPerSecond: camera.rate,
    shown: camera.shown,
    tally: camera.tally,
    record: frame && {
      ...frame.record,
      faces: faces.map((face) => ({ ...face, landmarks: [...face.landmarks] })),
    },
    hasPicture: frame !== null && frame.bitmap !== null,
    drawn: {
      width: tile.canvas.width,
      height: tile.canvas.height,
      faces: faces.map(({ landmarks }) =>
        Array.from({ length: landmarks.length / 3 }, (_, id) =>
          place(tile.canvas, landmarks, id),
        ).flat(),
      ),
    },
  };
}

Object.defineProperty(window, 'meshstream', {
  value: Object.freeze({
    get cameras() {
      return Object.fromEntries([...views].map(([name, each]) => [name, describe(each)]));
    },
  }),
});

document.addEventListener('visibilitychange', watch);
connection.open();
requestAnimationFrame(drawNew);
setInterval(refresh, REFRESH_INTERVAL);
