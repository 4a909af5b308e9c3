/** One camera, large: its picture with what is drawn on it, its mesh in space and its record. */

import { BlendshapeBars } from './blendshapes.js';
import { drawBlank, drawFrame } from './drawing.js';
import { Effects } from './effects.js';
import { listEvents } from './events.js';
import { LATE_AFTER } from './health.js';
import { press, toggleButton } from './layers.js';
import { DEFAULT_LOOK, EFFECTS, drawnLayers } from './look.js';
import { Probe } from './probe.js';
import { landmarksText, recordJson, recordText } from './record.js';
import { SignalPanel } from './signals.js';
import { saveSnapshot } from './snapshot.js';
import { duration, milliseconds, perSecond, tracks, write } from './text.js';
import { fit } from './tile.js';
import { toast } from './toast.js';
import { Turntable } from './turntable.js';

/** The text of a record is for reading, so it need not change with every frame. */
const TEXT_INTERVAL = 400;

export class Stage {
  #section = document.getElementById('stage');
  #canvas = document.getElementById('stage-canvas');
  #overlay = document.getElementById('stage-effects');
  #spaceCanvas = document.getElementById('space');
  #events = document.getElementById('events');
  #record = document.getElementById('record');
  #landmarks = document.getElementById('landmarks');
  #status = document.getElementById('stage-status');
  #pause = document.getElementById('pause');
  #note = document.getElementById('stage-note');

  #topology;
  #actions;
  #probe;
  #bars;
  #signals = new SignalPanel();
  #look = DEFAULT_LOOK;
  #effects = null;
  #turntable = null;
  #textAt = -Infinity;
  #opener = null;

  /** The camera that is shown; null while the overview is. */
  camera = null;

  /**
   * @param {object} topology see TopologyJson.java
   * @param {{close: function(), step: function(number), eventsOf: function(string): object[],
   *     switchEffects: function(), switchEffect: function(string)}} actions go back to the overview,
   *     and on to another camera; tell what has happened to one; switch all effects, and one of them
   */
  constructor(topology, actions) {
    this.#topology = topology;
    this.#actions = actions;
    this.#probe = new Probe(this.#canvas, topology);
    this.#bars = new BlendshapeBars(topology.blendshapes);
    const buttons = document.getElementById('effects');
    buttons.append(toggleButton('effects', 'AR', () => actions.switchEffects()));
    for (const { id, label } of EFFECTS) {
      buttons.append(toggleButton(`effect-${id}`, label, () => actions.switchEffect(id)));
    }
    this.#pause.addEventListener('click', () => this.togglePause());
    document.getElementById('back').addEventListener('click', () => actions.close());
    document.getElementById('previous').addEventListener('click', () => actions.step(-1));
    document.getElementById('next').addEventListener('click', () => actions.step(1));
    document.getElementById('snapshot').addEventListener('click', () => this.saveSnapshot());
    const copy = document.getElementById('copy');
    // Browsers have it only where nobody can listen in: on this machine, or by TLS.
    copy.hidden = navigator.clipboard === undefined;
    copy.addEventListener('click', () => this.copyRecord());
    document.getElementById('all-landmarks').addEventListener('toggle', () => this.#writeText());
    // A paused or stalled camera brings no frame that would be drawn at the new size.
    const resized = new ResizeObserver(() => this.redraw());
    resized.observe(this.#canvas);
    resized.observe(this.#spaceCanvas);
  }

  open(camera, opener) {
    const isOpen = this.camera !== null;
    this.#leave();
    this.#probe.clear();
    this.camera = camera;
    this.#opener = opener ?? this.#opener;
    this.#section.hidden = false;
    document.getElementById('stage-name').textContent = camera.title;
    this.#turntable ??= this.#createTurntable();
    this.#textAt = -Infinity;
    this.showEvents();
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
    drawFrame(this.#canvas, frame, drawnLayers(this.#look, true), this.#topology);
    if (this.#hasEffects) {
      const { width, height } = this.#canvas;
      this.#effects.draw(frame, this.#look.effects, width, height);
    }
    this.#probe.show(frame);
    this.#bars.show(frame);
    this.#signals.show(frame);
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
    this.#probe.show(null);
    this.#bars.show(null);
    this.#signals.show(null);
    this.#effects?.clear();
    this.#turntable.clear();
    this.#record.textContent = '';
    this.#landmarks.textContent = '';
  }

  /** Lists what has happened to the camera. */
  showEvents() {
    if (this.camera === null) {
      return;
    }
    const events = this.#actions.eventsOf(this.camera.name);
    document.getElementById('events-head').hidden = events.length === 0;
    listEvents(this.#events, events);
  }

  refresh(connected) {
    const camera = this.camera;
    if (camera === null) {
      return;
    }
    const { state, text } = camera.status(connected);
    write(this.#status, camera.paused ? 'paused' : text);
    write(this.#note, camera.note);
    this.#section.dataset.state = camera.paused ? 'paused' : state;
    const { tally } = camera;
    const figures = {
      faces: tracks(camera.frame) || '–',
      rate: perSecond(camera.rate, 1),
      behind: tally?.behindMillis == null ? '–' : behind(tally.behindMillis),
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
    document
      .getElementById('figure-server')
      .classList.toggle('old', camera.serverLatency >= LATE_AFTER);
    document.getElementById('figure-rejected').title = camera.lastRejection;
  }

  /** Draws another look from now on, see look.js. */
  setLook(look) {
    this.#look = look;
    this.#overlay.hidden = !look.ar;
    if (look.ar) {
      this.#effects ??= new Effects(this.#overlay, this.#topology);
    }
    document.getElementById('no-effects').hidden = !look.ar || this.#effects.available;
    press(document.querySelector('[data-toggle="effects"]'), look.ar);
    for (const { id } of EFFECTS) {
      const button = document.querySelector(`[data-toggle="effect-${id}"]`);
      button.hidden = !this.#hasEffects;
      press(button, look.effects.includes(id));
    }
    this.redraw();
  }

  async saveSnapshot() {
    const frame = this.camera?.frame ?? null;
    if (frame === null) {
      return;
    }
    const effects = (width, height) => {
      this.#effects.draw(frame, this.#look.effects, width, height);
      return this.#overlay;
    };
    const layers = drawnLayers(this.#look, true);
    const saved = saveSnapshot(frame, layers, this.#topology, this.#hasEffects ? effects : null);
    this.redraw();
    toast(`Saved ${await saved}`);
  }

  async copyRecord() {
    const record = this.camera?.frame?.record;
    if (record === undefined || navigator.clipboard === undefined) {
      return;
    }
    try {
      await navigator.clipboard.writeText(recordJson(record));
      toast('Record copied');
    } catch {
      toast('The browser did not allow to copy');
    }
  }

  get #hasEffects() {
    return this.#look.ar && this.#effects.available;
  }

  #leave() {
    if (this.camera !== null) {
      this.camera.paused = false;
      this.#showPause();
    }
  }

  togglePause() {
    this.camera.paused = !this.camera.paused;
    this.#showPause();
    // It may still be that of a frame shown a little earlier.
    this.#writeText();
  }

  #showPause() {
    this.#pause.setAttribute('aria-pressed', String(this.camera.paused));
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
}

function behind(millis) {
  return millis < LATE_AFTER ? milliseconds(millis) : duration(millis);
}
