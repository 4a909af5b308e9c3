/** Saves what is shown of a camera as a PNG file. */

import { drawFrame } from './drawing.js';
import { fileName } from './text.js';

/** Sizes of frames without a picture come from a record, and anybody may have written that. */
const LONGEST_SIDE = 4096;

/**
 * Saves a frame as it is drawn, at the size of its picture.
 *
 * @param {object} frame
 * @param {Set<string>} layers see look.js
 * @param {object} topology see TopologyJson.java
 * @param {?function(number, number): HTMLCanvasElement} effects draws what lies over it on a canvas
 *     of a width and a height; null if nothing does
 * @returns {Promise<string>} the file's name
 */
export async function saveSnapshot(frame, layers, topology, effects) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(frame.size.width, frame.size.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(frame.size.width * scale));
  canvas.height = Math.max(1, Math.round(frame.size.height * scale));
  drawFrame(canvas, frame, layers, topology);
  if (effects !== null) {
    const overlay = effects(canvas.width, canvas.height);
    canvas.getContext('2d').drawImage(overlay, 0, 0, canvas.width, canvas.height);
  }
  const { cameraId, capturedAtMicros } = frame.record;
  const name = fileName(cameraId, capturedAtMicros);
  const blob = await new Promise((done) => canvas.toBlob(done, 'image/png'));
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
  return name;
}
