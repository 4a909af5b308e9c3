/** Names the landmark that the pointer is at. */

import { containedIn, nearestLandmark, partOf } from './nearest.js';

/** How far away from a landmark the pointer may be, in CSS pixels. */
const WITHIN = 14;

export class Probe {
  #canvas;
  #topology;
  #ring = document.getElementById('probe-ring');
  #label = document.getElementById('probe');
  #point = null;
  #frame = null;

  /**
   * @param {HTMLCanvasElement} canvas shows the frame whole, as `object-fit: contain`
   * @param {object} topology see TopologyJson.java
   */
  constructor(canvas, topology) {
    this.#canvas = canvas;
    this.#topology = topology;
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
    const { owner, id } = found;
    const at = [0, 1, 2].map((i) => owner.landmarks[3 * id + i].toFixed(3)).join(', ');
    const isOfHand = frame.record.hands.includes(owner);
    const part = isOfHand
      ? this.#topology.handPoints[id] ?? ''
      : partOf(id, this.#topology.contours);
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
    const owners = [...record.faces, ...record.hands];
    return nearestLandmark(owners, picture, this.#point, WITHIN);
  }
}
