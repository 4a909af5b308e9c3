/**
 * The page: all cameras as tiles, or one of them large.
 *
 * `window.meshstream` lets people and tests see what is on the screen. It can only be read:
 * `meshstream.cameras` is an object with, for each camera by its id, `state` (see Camera.status),
 * `paused`, `framesPerSecond`, how many frames were `shown`, `tally` (see StatusMessage.java), and
 * of the frame that was drawn last `record` (see FrameMessage.java; landmarks as plain arrays),
 * `hasPicture`, and `drawn`: the size of its tile's canvas and, for each face and each hand, the
 * points on it as x, y, x, y … in its pixels.
 */

import { Camera } from './camera.js';
import { ServerClock } from './clock.js';
import { Connection } from './connection.js';
import { place } from './drawing.js';
import { offerFullscreen, switchFullscreen } from './fullscreen.js';
import { actionOf, writeHelp } from './keys.js';
import { addLayerButtons, showLayers } from './layers.js';
import {
  drawnLayers,
  lookFromStored,
  storableLook,
  withEffectSwitched,
  withLayerSwitched,
} from './look.js';
import { decode } from './message.js';
import { Navigation } from './navigation.js';
import { rosterFrom, storable, withHeard, without } from './roster.js';
import { recall, remember } from './settings.js';
import { Stage } from './stage.js';
import { counted, perSecond, write } from './text.js';
import { switchTheme } from './theme.js';
import { Wall } from './wall.js';

const REFRESH_INTERVAL = 250;
const STORE_INTERVAL = 10_000;
const LOOK = 'look';
const ROSTER = 'cameras';

const topology = await (await fetch('/topology.json')).json();
const clock = new ServerClock();
const summary = document.getElementById('summary');
const rate = document.getElementById('rate');
const empty = document.getElementById('empty');
const forgetAll = document.getElementById('forget-all');
const help = document.getElementById('help');
const menu = document.getElementById('menu');
let connected = false;
let refusal = '';
let counts = { brokersAnswer: true, unreadable: 0, hidden: 0, source: null, cameras: [] };
/** The newest events of each camera, see EventsMessage.java. */
const happened = new Map();
let roster = rosterFrom(recall(ROSTER));
let storedAt = -Infinity;

const navigation = new Navigation((isFromOutside) => {
  if (isFromOutside) {
    setLook(navigation.look);
  }
  arrive();
});

const connection = new Connection({
  frame: (buffer) => {
    const message = decode(buffer);
    camera(message.record.cameraId).receive(message);
  },
  status: (status) => {
    clock.observe(status.nowMicros);
    counts = status;
    const heard = status.cameras.map((each) => [each.camera, heardAt(each)]);
    roster = withHeard(roster, status.source, heard);
    storeRoster(STORE_INTERVAL);
    status.cameras.forEach((tally) => camera(tally.camera).report(tally));
    miss();
    refresh();
  },
  events: ({ camera: name, events }) => {
    happened.set(name, events);
    stage.showEvents();
  },
  state: (isConnected, reason = '') => {
    connected = isConnected;
    refusal = reason;
    refresh();
  },
});

const wall = new Wall({
  open: (each) => go(() => navigation.open(each.name)),
  forget: (each) => forget([each.name]),
  watch,
  draw: (tile) => tile.draw(drawnLayers(navigation.look, false), topology),
});

const stage = new Stage(topology, {
  close,
  step,
  eventsOf: (name) => happened.get(name) ?? [],
  switchEffects,
  switchEffect: (id) => setLook(withEffectSwitched(navigation.look, id)),
});

const actions = {
  find: () => wall.find(),
  fit: () => wall.switchFit(),
  close: () => (document.fullscreenElement === null ? close() : switchFullscreen()),
  previous: () => step(-1),
  next: () => step(1),
  pause: () => stage.togglePause(),
  effects: switchEffects,
  snapshot: () => stage.saveSnapshot(),
  copy: () => stage.copyRecord(),
  fullscreen: switchFullscreen,
  theme: switchTheme,
  help: () => help.showModal(),
};

function camera(name) {
  const tile =
    wall.tile(name) ?? wall.add(new Camera(name, (done) => connection.acknowledge(done)));
  return tile.camera;
}

/** When a camera was heard of, by this browser's clock: it is compared with nothing else. */
function heardAt({ frameIdleMillis, recordIdleMillis }) {
  return Date.now() - Math.min(frameIdleMillis, recordIdleMillis);
}

/** Keeps cameras that the server does not know of, but that were here before or are asked for. */
function miss() {
  const known = new Set(counts.cameras.map((tally) => tally.camera));
  const heard = remembered();
  const missed = [...heard.keys(), navigation.camera].filter(
    (name) => name !== null && !known.has(name),
  );
  missed.forEach((name) => camera(name).miss(heard.get(name) ?? -Infinity));
  wall.names
    .filter((name) => !known.has(name) && !missed.includes(name))
    .forEach((name) => {
      const gone = camera(name);
      wall.remove(name);
      gone.close();
    });
}

/** The cameras that were heard of; of them those on the page, until the topic is known. */
function remembered() {
  if (counts.source === null) {
    return new Map([...roster.heard].filter(([name]) => wall.tile(name) !== undefined));
  }
  return roster.source === counts.source ? roster.heard : new Map();
}

function forget(names) {
  roster = without(roster, names);
  storeRoster(0);
  miss();
  refresh();
}

function storeRoster(interval) {
  const now = performance.now();
  if (roster.source !== null && now - storedAt >= interval) {
    storedAt = now;
    remember(ROSTER, storable(roster));
  }
}

function watch() {
  for (const { camera: each, isNear } of wall.tiles) {
    each.watch(!document.hidden && (stage.camera === null ? isNear : stage.camera === each));
  }
}

/** Goes to another address, and shows what it says. */
function go(change) {
  if (change() !== false) {
    arrive();
  }
}

/** Shows what the address says. */
function arrive() {
  const name = navigation.camera;
  if (name !== null) {
    wall.hide();
    stage.open(camera(name), wall.tile(name).element);
  } else if (stage.camera !== null) {
    wall.show();
    stage.close();
  }
  document.body.dataset.view = name === null ? 'overview' : 'large';
  document.title = name === null ? 'Meshstream viewer' : `${stage.camera.title} · Meshstream`;
  showLayers(navigation.look, name !== null);
  watch();
  refresh();
}

function close() {
  go(() => navigation.close());
}

function step(by) {
  const { names } = wall;
  const at = names.indexOf(stage.camera.name) + by;
  go(() => navigation.open(names[(at + names.length) % names.length]));
}

/** Draws another look from now on, and remembers it. */
function setLook(look) {
  navigation.draw(look);
  remember(LOOK, storableLook(look));
  showLayers(look, stage.camera !== null);
  stage.setLook(look);
  wall.tiles.forEach((tile) => tile.draw(drawnLayers(look, false), topology));
}

function switchEffects() {
  setLook({ ...navigation.look, ar: !navigation.look.ar });
}

function drawNew() {
  const layers = drawnLayers(navigation.look, false);
  for (const tile of wall.tiles) {
    if (tile.camera.advance(clock)) {
      if (stage.camera === null) {
        tile.draw(layers, topology);
        // What is said beside a picture is about that picture.
        tile.refresh(connected);
      } else if (stage.camera === tile.camera) {
        stage.redraw();
        stage.refresh(connected);
      }
    }
  }
  requestAnimationFrame(drawNew);
}

function refresh() {
  const { tiles } = wall;
  empty.hidden = tiles.length > 0 || !connected;
  document.body.dataset.connected = String(connected && counts.brokersAnswer);
  tiles.forEach((tile) => tile.refresh(connected));
  stage.refresh(connected);
  write(summary, summaryText());
  const total = tiles.reduce((sum, tile) => sum + tile.camera.rate, 0);
  write(rate, connected ? perSecond(total, 0) : '');
  const missing = missingNames();
  forgetAll.hidden = missing.length < 2;
  write(forgetAll, `Forget ${missing.length} missing`);
}

function missingNames() {
  return wall.tiles
    .filter((tile) => tile.camera.status(connected).state === 'missing')
    .map((tile) => tile.camera.name);
}

/** Changes seldom, because screen readers read it out when it does. */
function summaryText() {
  if (!connected) {
    return `No connection to the server${refusal && `: ${refusal}`}; trying again.`;
  }
  if (!counts.brokersAnswer) {
    return 'The Kafka brokers do not answer; waiting for them.';
  }
  const states = wall.tiles.map((tile) => tile.camera.status(connected).state);
  const many = (state) => states.filter((each) => each === state).length;
  const missing = many('missing');
  return [
    counted(states.length - missing, 'camera'),
    many('late') > 0 && `${many('late')} late`,
    many('stalled') > 0 && `${many('stalled')} stalled`,
    missing > 0 && `${missing} missing`,
    counts.hidden > 0 && 'no room for more',
    counts.unreadable > 0 && 'some records unreadable',
  ]
    .filter(Boolean)
    .join(', ');
}

function key(event) {
  const target = event.target instanceof Element ? event.target : document.body;
  const action = actionOf(event, {
    isLarge: stage.camera !== null,
    isTyping: target.closest('input, dialog') !== null || help.open,
    isOnButton: target.closest('button, summary') !== null,
  });
  if (action !== null) {
    event.preventDefault();
    actions[action]();
  }
}

function openMenu(isOpen) {
  document.body.dataset.menu = isOpen ? 'open' : 'closed';
  menu.setAttribute('aria-expanded', String(isOpen));
}

function describe(tile) {
  const { camera: shown } = tile;
  const { frame } = shown;
  const faces = frame?.record.faces ?? [];
  const hands = frame?.record.hands ?? [];
  const onCanvas = ({ landmarks }) =>
    Array.from({ length: landmarks.length / 3 }, (_, id) =>
      place(tile.canvas, landmarks, id),
    ).flat();
  return {
    state: shown.status(connected).state,
    paused: shown.paused,
    framesPerSecond: shown.rate,
    shown: shown.shown,
    tally: shown.tally,
    record: frame && {
      ...frame.record,
      faces: faces.map((face) => ({ ...face, landmarks: [...face.landmarks] })),
      hands: hands.map((hand) => ({
        ...hand,
        landmarks: [...hand.landmarks],
        worldLandmarks: [...hand.worldLandmarks],
      })),
    },
    hasPicture: frame !== null && frame.bitmap !== null,
    drawn: {
      width: tile.canvas.width,
      height: tile.canvas.height,
      faces: faces.map(onCanvas),
      hands: hands.map(onCanvas),
    },
  };
}

Object.defineProperty(window, 'meshstream', {
  value: Object.freeze({
    get cameras() {
      return Object.fromEntries(wall.tiles.map((tile) => [tile.camera.name, describe(tile)]));
    },
  }),
});

addLayerButtons(document.getElementById('layers'), (id) =>
  setLook(withLayerSwitched(navigation.look, id, stage.camera !== null)),
);
writeHelp(document.getElementById('keys'));
offerFullscreen();
forgetAll.addEventListener('click', () => forget(missingNames()));
menu.addEventListener('click', () => openMenu(menu.getAttribute('aria-expanded') !== 'true'));
document.getElementById('theme').addEventListener('click', switchTheme);
document.getElementById('help-open').addEventListener('click', () => help.showModal());
document.getElementById('help-close').addEventListener('click', () => help.close());
document.addEventListener('keydown', key);
document.addEventListener('visibilitychange', watch);
addEventListener('pagehide', () => storeRoster(0));
setLook(navigation.look ?? lookFromStored(recall(LOOK)));
arrive();
connection.open();
requestAnimationFrame(drawNew);
setInterval(refresh, REFRESH_INTERVAL);
