/** A camera in the overview: its picture, its name and how it is doing. */

import { drawBlank, drawFrame } from './drawing.js';
import { LATE_AFTER } from './health.js';
import { milliseconds, perSecond, tracks, write } from './text.js';

const LONGEST_SIDE = 1920;

export class Tile {
  camera;
  /** What stands in the grid. */
  cell = document.createElement('div');
  /** The button in it that shows the camera large. */
  element = button('tile');
  canvas = document.createElement('canvas');
  /** Whether it is in sight, or nearly. */
  isNear = false;

  #note = span('note');
  #status = span('pill');
  #tracks = span('tracks');
  #rate = span('figure');
  #latency = span('figure');
  #lost = span('figure lost');
  #forget = button('forget');

  /**
   * @param {Camera} camera
   * @param {function(Camera)} open is called when the camera is to be shown large
   * @param {function(Camera)} forget is called when a missing camera is to be missed no longer
   */
  constructor(camera, open, forget) {
    this.camera = camera;
    const { element } = this;
    element.dataset.camera = camera.name;
    element.title = `Show ${camera.title} large`;
    element.addEventListener('click', () => open(camera));
    const name = span('name');
    name.textContent = camera.title;
    const top = span('tile-top');
    top.append(name, this.#tracks, this.#status);
    this.#latency.title = 'From capture, by the camera’s clock, to the server and to the screen';
    const bottom = span('tile-bottom');
    bottom.append(this.#rate, this.#latency, this.#lost);
    const picture = span('tile-picture');
    picture.append(this.canvas, this.#note);
    element.append(picture, top, bottom);
    this.#forget.textContent = 'Forget';
    this.#forget.setAttribute('aria-label', `Forget ${camera.title}`);
    this.#forget.addEventListener('click', () => forget(camera));
    this.cell.className = 'cell';
    this.cell.append(element, this.#forget);
    drawBlank(this.canvas);
  }

  /**
   * Draws the camera's frame.
   *
   * @param {Set<string>} layers see look.js
   * @param {object} topology see TopologyJson.java
   */
  draw(layers, topology) {
    const { frame } = this.camera;
    if (frame !== null) {
      fit(this.canvas, frame.size);
      drawFrame(this.canvas, frame, layers, topology);
    }
  }

  refresh(connected) {
    const { camera } = this;
    const { state, text } = camera.status(connected);
    this.element.dataset.state = state;
    const isHeardOf = state !== 'missing';
    this.#forget.hidden = isHeardOf;
    write(this.#note, camera.note);
    write(this.#status, text);
    write(this.#tracks, isHeardOf ? tracks(camera.frame) : '');
    write(this.#rate, isHeardOf ? perSecond(camera.rate, 1) : '');
    const { serverLatency, screenLatency } = camera;
    const latency = `${milliseconds(serverLatency)} → ${milliseconds(screenLatency)}`;
    write(this.#latency, isHeardOf ? latency : '');
    this.#latency.classList.toggle('old', serverLatency >= LATE_AFTER);
    write(this.#lost, lost(camera.tally));
    this.#lost.title = camera.lastRejection;
  }
}

function lost(tally) {
  const parts = [];
  if (tally?.shed > 0) {
    parts.push(`${tally.shed} shed`);
  }
  if (tally?.rejected > 0) {
    parts.push(`${tally.rejected} rejected`);
  }
  return parts.join(', ');
}

/**
 * Gives a canvas just the pixels that the screen shows it with: lines are sharp on small pictures
 * too, and a browser without a GPU need not scale it, which takes longer than to draw it.
 */
export function fit(canvas, size) {
  const ratio = size.width / size.height;
  canvas.style.aspectRatio = ratio;
  const { clientWidth, clientHeight } = canvas;
  const shown = clientWidth > 0 ? Math.min(clientWidth, clientHeight * ratio) : size.width;
  const width = side(shown * devicePixelRatio);
  const height = side(width / ratio);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

function side(length) {
  return Math.max(1, Math.min(LONGEST_SIDE, Math.round(length)));
}

function span(className) {
  const element = document.createElement('span');
  element.className = className;
  return element;
}

function button(className) {
  const element = document.createElement('button');
  element.type = 'button';
  element.className = className;
  return element;
}
