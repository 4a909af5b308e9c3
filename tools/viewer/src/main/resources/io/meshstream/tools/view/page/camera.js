/** One camera: the frame that is shown of it, and how it is doing. */

import { STALLED_AFTER, health } from './health.js';
import { decodePicture, uprightSize } from './picture.js';

const RATE_WINDOW = 2000;
const SMOOTHING = 0.2;
const LONGEST_LATENCY = 24 * 3600 * 1000;

const SINCE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });

export class Camera {
  name;
  /** The frame that is shown: {record, bitmap, size}; null before the first. */
  frame = null;
  /** Milliseconds from capture to the server; null if not known. */
  serverLatency = null;
  /** Milliseconds from capture to the screen; null if not known. */
  screenLatency = null;
  /** How many frames were shown. */
  shown = 0;
  tally = null;
  /** Why a frame was rejected last; empty if none was. */
  lastRejection = '';

  #acknowledge;
  #isWatched = false;
  #isPaused = false;
  /** The newest message that has come while no frame is wanted, still encoded. */
  #held = null;
  /** How many messages that has replaced. They are answered when frames are wanted again. */
  #owed = 0;
  #decoding = Promise.resolve();
  #fresh = null;
  #tallyAt = 0;
  /** When a camera that the server knows nothing of was heard of; null if the server knows it. */
  #missingSince = null;
  #shownAt = [];

  /**
   * @param {string} name
   * @param {function(string)} acknowledge is told when there is time for another frame
   */
  constructor(name, acknowledge) {
    this.name = name;
    this.#acknowledge = acknowledge;
  }

  /** The name for people. */
  get title() {
    return this.name === '' ? '(no camera id)' : this.name;
  }

  get paused() {
    return this.#isPaused;
  }

  set paused(isPaused) {
    this.#isPaused = isPaused;
    this.#release();
  }

  /**
   * Is told whether the camera can be seen. Frames of one that cannot, or that is paused, are
   * neither decoded nor answered, so the server soon sends no more of them.
   */
  watch(isWatched) {
    this.#isWatched = isWatched;
    this.#release();
  }

  /** Takes a message; its frame can be taken for showing once the picture is decoded. */
  receive(message) {
    if (this.#isWanted) {
      this.#decode(message);
    } else {
      this.#owed += this.#held === null ? 0 : 1;
      this.#held = message;
    }
  }

  /** Gives back what the frames take up; nothing more is to be shown. */
  close() {
    this.frame?.bitmap?.close();
    this.#fresh?.bitmap?.close();
    this.frame = null;
    this.#fresh = null;
  }

  get #isWanted() {
    return this.#isWatched && !this.#isPaused;
  }

  #release() {
    if (this.#isWanted && this.#held !== null) {
      for (; this.#owed > 0; this.#owed--) {
        this.#acknowledge(this.name);
      }
      this.#decode(this.#held);
      this.#held = null;
    }
  }

  #decode({ record, picture }) {
    this.#decoding = this.#decoding.then(async () => {
      const bitmap = await decodePicture(record, picture);
      this.#discardFresh();
      this.#fresh = { record, bitmap, size: uprightSize(record, bitmap) };
    });
  }

  /** Takes what the server has counted. */
  report(tally) {
    this.tally = tally;
    this.#tallyAt = performance.now();
    this.#missingSince = null;
  }

  /**
   * Is told that the server knows nothing of the camera.
   *
   * @param {number} since when it was last heard of, milliseconds since 1970; -Infinity for never
   */
  miss(since) {
    this.tally = null;
    this.#missingSince = since;
  }

  /** What is to be read where the picture should be; empty if nothing is. */
  get note() {
    if (this.#missingSince !== null) {
      const time = new Date(this.#missingSince);
      return Number.isFinite(this.#missingSince)
        ? `Not heard of since ${SINCE.format(time)}`
        : 'Not heard of';
    }
    const record = this.frame?.record;
    return record?.status === 'REJECTED' ? rejection(record) : '';
  }

  /**
   * Shows the newest frame from now on.
   *
   * @param {ServerClock} clock
   * @returns {boolean} whether there was a new one
   */
  advance(clock) {
    if (this.#fresh === null || this.#isPaused) {
      return false;
    }
    this.frame?.bitmap?.close();
    this.frame = this.#fresh;
    this.#fresh = null;
    this.shown++;
    if (this.frame.record.status === 'REJECTED') {
      this.lastRejection = rejection(this.frame.record);
    }
    this.#measure(clock);
    this.#acknowledge(this.name);
    return true;
  }

  /** Frames shown a second. */
  get rate() {
    const now = performance.now();
    this.#shownAt = this.#shownAt.filter((at) => now - at < RATE_WINDOW);
    return (this.#shownAt.length * 1000) / RATE_WINDOW;
  }

  /**
   * How the camera is doing, see health.js.
   *
   * @param {boolean} connected whether the server can be asked
   */
  status(connected) {
    return health({
      connected,
      isMissing: this.#missingSince !== null,
      tally: this.tally,
      elapsed: performance.now() - this.#tallyAt,
      result: this.frame?.record.status ?? null,
    });
  }

  #discardFresh() {
    if (this.#fresh !== null) {
      this.#fresh.bitmap?.close();
      this.#fresh = null;
      this.#acknowledge(this.name);
    }
  }

  #measure(clock) {
    const { capturedAtMicros, arrivedAtMicros } = this.frame.record;
    const captured = capturedAtMicros / 1000;
    const arrived = arrivedAtMicros / 1000;
    const now = clock.now();
    this.#shownAt.push(performance.now());
    this.serverLatency = smooth(this.serverLatency, arrived - captured);
    // The last frame of a stalled camera has waited for somebody to look, which says nothing.
    this.screenLatency =
      now - arrived > STALLED_AFTER ? null : smooth(this.screenLatency, now - captured);
  }
}

/** In the words of the job: a class of reasons, and mostly what it is about. */
function rejection({ reason }) {
  return reason ?? 'rejected';
}

function smooth(before, value) {
  if (!(Math.abs(value) < LONGEST_LATENCY)) {
    return null;
  }
  return before === null ? value : before + SMOOTHING * (value - before);
}
