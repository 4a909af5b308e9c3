/** A camera in the overview: its picture, its name and how it is doing. */

import { drawFrame } from './drawing.js';
import { milliseconds, tracks, write } from './text.js';

const LONGEST_SIDE = 1920;

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
    button.title = `Show ${camera.title} large`;
    button.addEventListener('click', () => open(camera));
    const name = span('name');
    name.textContent = camera.title;
    const top = span('tile-top');
    top.append(name, this.#tracks, this.#status);
    this.#latency.title = 'From capture to the server, and to the screen';
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
    write(this.#status, text);
    write(this.#tracks, tracks(this.#camera.frame));
    write(this.#rate, `${this.#camera.rate.toFixed(1)} frames/s`);
    const { serverLatency, screenLatency, tally } = this.#camera;
    write(this.#latency, `${milliseconds(serverLatency)} → ${milliseconds(screenLatency)}`);
    write(this.#lost, lost(tally));
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
