/** A camera in the overview: its picture, its name and how it is doing. */

import { drawFrame } from './drawing.js';
import { milliseconds, tracks } from './text.js';

const MAX_CANVAS_WIDTH = 1920;

export class Tile {
  element;
  canvas = document.createElement('canvas');

  #camera;
  #status = span('pill');
  #tracks = span('tracks');
  #rate = span('figure');
  #latency = span('figure');
  #lost = span('figure lost');

  /**
   * @param {Camera} camera
   * @param {function(Camera)} open is called when the camera is to be shown large
   */
  constructor(camera, open) {
    this.#camera = camera;
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'tile';
    button.dataset.camera = camera.name;
    button.setAttribute('aria-label', `Show ${camera.title} large`);
    button.addEventListener('click', () => open(camera));
    const name = span('name');
    name.textContent = camera.title;
    const top = span('tile-top');
    top.append(name, this.#tracks, this.#status);
    const bottom = span('tile-bottom');
    bottom.append(this.#rate, this.#latency, this.#lost);
    const picture = span('tile-picture');
    picture.append(this.canvas);
    button.append(picture, top, bottom);
    this.element = button;
  }

  draw(layers, topology) {
    const { frame } = this.#camera;
    if (frame !== null) {
      fit(this.canvas, frame.size);
      drawFrame(this.canvas, frame, layers, topology);
    }
  }

  refresh(connected) {
    const { state, text } = this.#camera.status(connected);
    this.element.dataset.state = state;
    this.#status.textContent = text;
    this.#tracks.textContent = tracks(this.#camera.frame);
    this.#rate.textContent = `${this.#camera.rate.toFixed(1)} frames/s`;
    const { serverLatency, screenLatency, tally } = this.#camera;
    this.#latency.textContent = `${milliseconds(serverLatency)} → ${milliseconds(screenLatency)}`;
    this.#latency.title = 'From capture to the server, and to the screen';
    this.#lost.textContent = lost(tally);
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

/** As fine as the screen shows it, so that lines are sharp on small pictures too. */
export function fit(canvas, size) {
  const wanted = (canvas.clientWidth || size.width) * devicePixelRatio;
  // In steps, so that a window that is dragged does not make a new canvas with every pixel.
  const width = Math.max(64, Math.min(MAX_CANVAS_WIDTH, Math.ceil(wanted / 64) * 64));
  const height = Math.max(1, Math.round((width * size.height) / size.width));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
}

function span(className) {
  const element = document.createElement('span');
  element.className = className;
  return element;
}
