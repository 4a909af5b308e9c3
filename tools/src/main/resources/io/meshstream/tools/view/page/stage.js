/** One camera, large: its picture with what is drawn on it, its mesh in space and its record. */

import { drawBlank, drawFrame } from './drawing.js';
import { EFFECTS, Effects } from './effects.js';
import { toggleButton } from './layers.js';
import { landmarksText, recordText } from './record.js';
import { milliseconds, tracks, write } from './text.js';
import { fit } from './tile.js';
import { Turntable } from './turntable.js';

/** The text of a record is for reading, so it need not change with every frame. */
const TEXT_INTERVAL = 400;

export class Stage {
  #section = document.getElementById('stage');
  #canvas = document.getElementById('stage-canvas');
  #overlay = document.getElementById('stage-effects');
  #spaceCanvas = document.getElementById('space');
  #record = document.getElementById('record');
  #landmarks = document.getElementById('landmarks');
  #status = document.getElementById('stage-status');
  #pause = document.getElementById('pause');

  #topology;
  #layers;
  #actions;
  #effects = null;
  #turntable = null;
  #effectsOn = false;
  #textAt = -Infinity;
  #opener = null;

  /** The camera that is shown; null while the overview is. */
  camera = null;

  /**
   * @param {object} topology see TopologyJson.java
   * @param {Layers} layers
   * @param {{close: function(), step: function(number)}} actions go back to the overview, and on to
   *     another camera
   */
  constructor(topology, layers, actions) {
    this.#topology = topology;
    this.#layers = layers;
    this.#actions = actions;
    const buttons = document.getElementById('effects');
    buttons.append(toggleButton('effects', 'AR', false, (on) => this.#setEffects(on)));
    for (const { id, label, on } of EFFECTS) {
      const button = toggleButton(`effect-${id}`, label, on, (pressed) => {
        this.#effects?.set(id, pressed);
        this.redraw();
      });
      button.hidden = true;
      buttons.append(button);
    }
    this.#pause.addEventListener('click', () => this.#togglePause());
    document.getElementById('back').addEventListener('click', () => this.#actions.close());
    document.getElementById('previous').addEventListener('click', () => this.#actions.step(-1));
    document.getElementById('next').addEventListener('click', () => this.#actions.step(1));
    document.getElementById('all-landmarks').addEventListener('toggle', () => this.#writeText());
    document.addEventListener('keydown', (event) => this.#key(event));
    // A paused or stalled camera brings no frame that would be drawn at the new size.
    const resized = new ResizeObserver(() => this.redraw());
    resized.observe(this.#canvas);
    resized.observe(this.#spaceCanvas);
  }

  open(camera, opener) {
    const isOpen = this.camera !== null;
    this.#leave();
    this.camera = camera;
    this.#opener = opener ?? this.#opener;
    this.#section.hidden = false;
    document.getElementById('stage-name').textContent = camera.title;
    this.#turntable ??= this.#createTurntable();
    this.#textAt = -Infinity;
    this.redraw();
    if (!isOpen) {
      document.getElementById('back').focus();
    }
  }

  close() {
    this.#leave();
    this.camera = null;
    this.#section.hidden = true;
    this.#opener?.focus();
    this.#opener = null;
  }

  /** Draws the camera's frame once more. */
  redraw() {
    if (this.camera === null) {
      return;
    }
    const { frame } = this.camera;
    if (frame === null) {
      this.#drawNothing();
      return;
    }
    fit(this.#canvas, frame.size);
    drawFrame(this.#canvas, frame, this.#layers, this.#topology);
    if (this.#effectsOn && this.#effects?.available) {
      this.#effects.draw(frame, this.#canvas.width, this.#canvas.height);
    }
    if (this.#turntable.available) {
      this.#turntable.draw(frame);
    }
    if (performance.now() - this.#textAt > TEXT_INTERVAL) {
      this.#writeText();
    }
  }

  /** So that a camera without a frame does not seem to have that of the one before. */
  #drawNothing() {
    drawBlank(this.#canvas);
    this.#effects?.clear();
    this.#turntable.clear();
    this.#record.textContent = '';
    this.#landmarks.textContent = '';
  }

  refresh(connected) {
    const camera = this.camera;
    if (camera === null) {
      return;
    }
    const { state, text } = camera.status(connected);
    write(this.#status, camera.paused ? 'paused' : text);
    this.#section.dataset.state = camera.paused ? 'paused' : state;
    const { tally } = camera;
    const figures = {
      faces: tracks(camera.frame) || '–',
      rate: `${camera.rate.toFixed(1)} frames/s`,
      server: milliseconds(camera.serverLatency),
      screen: milliseconds(camera.screenLatency),
      frames: tally?.frames ?? 0,
      records: tally?.records ?? 0,
      'no-face': tally?.noFace ?? 0,
      shed: tally?.shed ?? 0,
      rejected: tally?.rejected ?? 0,
      'without-frame': tally?.recordsWithoutFrame ?? 0,
      'without-record': tally?.framesWithoutRecord ?? 0,
    };
    for (const [name, value] of Object.entries(figures)) {
      write(document.getElementById(`figure-${name}`), String(value));
    }
  }

  #leave() {
    if (this.camera !== null) {
      this.camera.paused = false;
      this.#showPause();
    }
  }

  #togglePause() {
    this.camera.paused = !this.camera.paused;
    this.#showPause();
    // It may still be that of a frame shown a little earlier.
    this.#writeText();
  }

  #showPause() {
    this.#pause.setAttribute('aria-pressed', String(this.camera.paused));
  }

  #setEffects(on) {
    this.#effectsOn = on;
    this.#effects ??= new Effects(this.#overlay, this.#topology);
    document.getElementById('no-effects').hidden = !on || this.#effects.available;
    for (const { id } of EFFECTS) {
      const button = document.querySelector(`[data-toggle="effect-${id}"]`);
      button.hidden = !on || !this.#effects.available;
    }
    this.#overlay.hidden = !on;
    this.redraw();
  }

  #createTurntable() {
    const turntable = new Turntable(this.#spaceCanvas, this.#topology);
    document.getElementById('no-space').hidden = turntable.available;
    this.#spaceCanvas.hidden = !turntable.available;
    return turntable;
  }

  #writeText() {
    const record = this.camera?.frame?.record;
    if (record === undefined) {
      return;
    }
    this.#textAt = performance.now();
    this.#record.textContent = recordText(record);
    if (document.getElementById('all-landmarks').open) {
      this.#landmarks.textContent = landmarksText(record);
    }
  }

  #key(event) {
    if (this.camera === null || event.ctrlKey || event.altKey || event.metaKey) {
      return;
    }
    const onButton = event.target instanceof HTMLButtonElement || event.target.tagName === 'SUMMARY';
    if (event.key === 'Escape') {
      this.#actions.close();
    } else if (event.key === 'ArrowLeft') {
      this.#actions.step(-1);
    } else if (event.key === 'ArrowRight') {
      this.#actions.step(1);
    } else if (event.key === 'p' || (event.key === ' ' && !onButton)) {
      event.preventDefault();
      this.#togglePause();
    }
  }
}
