/** Says how a camera is doing. Knows nothing of the page. */

import { duration } from './text.js';

/** A camera that has sent nothing for this long is stalled, in milliseconds. */
export const STALLED_AFTER = 3000;

/** A camera whose results come this much too late is late, in milliseconds. */
export const LATE_AFTER = 3000;

const RESULTS = {
  NO_FACE: { state: 'no-face', text: 'no face' },
  REJECTED: { state: 'rejected', text: 'rejected' },
};

/**
 * How a camera is doing.
 *
 * @param {object} facts
 * @param {boolean} facts.connected whether the server can be asked
 * @param {boolean} facts.isMissing whether the server knows nothing of the camera
 * @param {?object} facts.tally what the server has counted, see StatusMessage.java; null at first
 * @param {number} facts.elapsed milliseconds since it did
 * @param {?string} facts.result the status of the record that is shown; null if there is none
 * @returns {{state: string, text: string}} `state` is one of live, no-face, rejected, waiting,
 *     late, stalled, missing and offline
 */
export function health({ connected, isMissing, tally, elapsed, result }) {
  if (!connected) {
    return { state: 'offline', text: 'disconnected' };
  }
  if (isMissing) {
    return { state: 'missing', text: 'missing' };
  }
  if (tally === null) {
    return { state: 'waiting', text: 'waiting' };
  }
  const frameIdle = tally.frameIdleMillis + elapsed;
  const recordIdle = tally.recordIdleMillis + elapsed;
  if (Math.min(frameIdle, recordIdle) > STALLED_AFTER) {
    return { state: 'stalled', text: `stalled for ${duration(Math.min(frameIdle, recordIdle))}` };
  }
  if (recordIdle > STALLED_AFTER) {
    return { state: 'waiting', text: `no results for ${duration(recordIdle)}` };
  }
  if (tally.behindMillis >= LATE_AFTER) {
    return { state: 'late', text: `${duration(tally.behindMillis)} behind` };
  }
  return RESULTS[result] ?? { state: 'live', text: 'live' };
}
