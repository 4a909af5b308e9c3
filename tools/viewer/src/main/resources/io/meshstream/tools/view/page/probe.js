/** Names the landmark that the pointer is at. */

import { containedIn, nearestLandmark, partOf } from './nearest.js';

/** How far away from a landmark the pointer may be, in CSS pixels. */
const WITHIN = 14;

export class Probe {
  #canvas;
  #contours;
  #ring = document.getElementById('probe-ring');
  #label = document.getElementById('probe');
  #point = null;
  #frame = null;

  /**
   * @param {HTMLCanvasElement} canvas shows the frame whole, as `object-fit: contain`
   * @param {object} contours see TopologyJson.java
   */
  constructor(canvas, contours) {
    this.#canvas = canvas;
    this.#contours = contours;
    const move = ({ clientX, clientY }) => {
      const { left, top } = canvas.getBoundingClientRect();
      this.#point = { x: clientX - left, y: clientY - top };
      this.show(this.#frame);
    };
    canvas.addEventListener('pointermove', move);
    canvas.addEventListener('pointerdown', move);
    canvas.addEventListener('pointerleave', ({ pointerType }) => {
      // A finger leaves when it is lifted, and then one wants to read.
      if (pointerType === 'mouse') {
        this.clear();
      }
    });
  }

  /** Shows what is at the pointer in a frame; nothing without one. */
  show(frame) {
    this.#frame = frame;
    const found = frame === null || this.#point === null ? null : this.#find(frame);
    this.#ring.hidden = found === null;
    this.#label.hidden = found === null;
    if (found === null) {
      return;
    }
    const { face, id } = found;
    const at = [0, 1, 2].map((i) => face.landmarks[3 * id + i].toFixed(3)).join(', ');
    const part = partOf(id, this.#contours);
    this.#label.textContent = `${id}${part && ` · ${part}`} · ${at}`;
    const x = this.#canvas.offsetLeft + found.x;
    const y = this.#canvas.offsetTop + found.y;
    this.#ring.style.translate = `${x}px ${y}px`;
    const { parentElement } = this.#canvas;
    this.#label.style.translate = `${x}px ${y}px`;
    this.#label.dataset.side = x > parentElement.clientWidth / 2 ? 'left' : 'right';
  }

  clear() {
    this.#point = null;
    this.show(null);
  }

  #find({ record, size }) {
    const { clientWidth, clientHeight } = this.#canvas;
    const picture = containedIn({ width: clientWidth, height: clientHeight }, size);
    return nearestLandmark(record.faces, picture, this.#point, WITHIN);
  }
}
