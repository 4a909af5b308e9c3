/** What has happened to a camera, as text. */

import { counted, write } from './text.js';

const WORDS = new Map([
  ['STARTED', () => 'started'],
  ['STALLED', () => 'stalled: no frame comes'],
  ['RESUMED', () => 'frames come again'],
  ['RESTARTED', () => 'restarted'],
  ['FACE_ENTERED', ({ trackId }) => `face #${trackId} entered`],
  ['FACE_LEFT', (event) => `face #${event.trackId} left after ${stay(event)}`],
  ['BLINKED', (event) => `face #${event.trackId} blinked for ${seconds(event)}`],
  ['YAWNED', (event) => `face #${event.trackId} yawned for ${seconds(event)}`],
  ['SPEAKING_STARTED', ({ trackId }) => `face #${trackId} speaks`],
  ['SPEAKING_ENDED', (event) => `face #${event.trackId} spoke for ${seconds(event)}`],
  ['DROWSINESS_STARTED', (event) => `face #${event.trackId} is drowsy${closed(event)}`],
  [
    'DROWSINESS_ENDED',
    (event) => `face #${event.trackId} was drowsy for ${seconds(event)}${closed(event)}`,
  ],
  ['SETTINGS_APPLIED', () => 'other settings hold'],
  ['SETTINGS_REFUSED', () => 'settings refused'],
  ['MODELS_APPLIED', ({ modelId }) => `other models: ${modelId}`],
  ['MODELS_REFUSED', () => 'models refused'],
]);

/** An event in some words. */
export function eventText(event) {
  const words = (WORDS.get(event.kind) ?? (() => event.kind))(event);
  return event.message === null ? words : `${words}. ${event.message}`;
}

/** When an event happened, by the camera's clock and in this browser's time zone. */
export function eventTime({ epoch, capturedAtMicros }) {
  const time = new Date(capturedAtMicros / 1000);
  const isKnown = epoch >= 0 && capturedAtMicros >= 0 && Number.isFinite(time.getTime());
  return isKnown ? time.toLocaleTimeString() : '–';
}

/**
 * Lists events in a table, the newest first.
 *
 * @param {HTMLTableElement} table
 * @param {object[]} events see EventsMessage.java
 */
export function listEvents(table, events) {
  const rows = [...events].reverse();
  while (table.rows.length > rows.length) {
    table.deleteRow(-1);
  }
  rows.forEach((event, at) => {
    const row = table.rows[at] ?? table.insertRow();
    const time = row.cells[0] ?? row.insertCell();
    const text = row.cells[1] ?? row.insertCell();
    row.dataset.kind = event.kind;
    write(time, eventTime(event));
    write(text, eventText(event));
  });
}

function seconds({ durationMicros }) {
  return `${(durationMicros / 1e6).toFixed(durationMicros < 1e6 ? 2 : 1)} s`;
}

function closed({ perclos }) {
  return perclos === null ? '' : `: eyes closed for ${(100 * perclos).toFixed(0)} % of a minute`;
}

function stay({ trackFrames, trackMicros }) {
  const frames = counted(trackFrames, 'frame');
  return trackMicros === null ? frames : `${(trackMicros / 1e6).toFixed(1)} s, ${frames}`;
}
