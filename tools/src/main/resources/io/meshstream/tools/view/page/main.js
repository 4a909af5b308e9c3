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
import { Tile } from './tile.js';

const REFRESH_INTERVAL = 250;

const topology = await (await fetch('/topology.json')).json();
const layers = new Layers();
const clock = new ServerClock();
const views = new Map();
const overview = document.getElementById('overview');
const summary = document.getElementById('summary');
const empty = document.getElementById('empty');
let connected = false;

const connection = new Connection({
  frame: (buffer) => {
    const message = decode(buffer);
    view(message.record.cameraId).camera.receive(message);
  },
  status: (status) => {
    clock.observe(status.nowMicros);
    const names = new Set(status.cameras.map((tally) => tally.camera));
    status.cameras.forEach((tally) => view(tally.camera).camera.report(tally));
    [...views.keys()].filter((name) => !names.has(name)).forEach(remove);
    refresh();
  },
  state: (isConnected) => {
    connected = isConnected;
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
    views.set(name, { camera, tile });
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
  tile.element.remove();
  views.delete(name);
}

function show(camera) {
  overview.hidden = true;
  stage.open(camera, views.get(camera.name).tile.element);
  refresh();
}

function showOverview() {
  overview.hidden = false;
  views.forEach(({ tile }) => tile.draw(layers, topology));
  stage.close();
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
  document.body.dataset.connected = String(connected);
  views.forEach(({ tile }) => tile.refresh(connected));
  stage.refresh(connected);
  const states = [...views.values()].map(({ camera }) => camera.status(connected).state);
  const stalled = states.filter((state) => state === 'stalled').length;
  const rate = [...views.values()].reduce((sum, { camera }) => sum + camera.rate, 0);
  summary.textContent = connected
    ? `${views.size} ${views.size === 1 ? 'camera' : 'cameras'}` +
      `${stalled > 0 ? `, ${stalled} stalled` : ''} · ${rate.toFixed(0)} frames/s`
    : 'No connection to the server; trying again.';
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

connection.open();
requestAnimationFrame(drawNew);
setInterval(refresh, REFRESH_INTERVAL);
