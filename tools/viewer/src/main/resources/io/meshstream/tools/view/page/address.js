/**
 * The page's address: `#camera=lobby&layers=picture,points&effect=mask&over=region`.
 *
 * `camera` is the one that is shown large; without it, all are shown. `layers` is missing where it
 * is as usual; `effect` is there only with augmented reality. An address with anything after the
 * `#` says all, so that a link shows everybody the same; with nothing there, it says nothing.
 */

import { DEFAULT_LOOK, lookFrom } from './look.js';

/**
 * Reads what stands after the `#`.
 *
 * @param {string} hash with or without the `#`
 * @returns {{camera: ?string, look: ?object}} null for what it does not say
 */
export function readAddress(hash) {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  if ([...fields].length === 0) {
    return { camera: null, look: null };
  }
  return {
    camera: fields.get('camera'),
    look: lookFrom({
      layers: list(fields.get('layers')),
      ar: fields.has('effect'),
      effects: list(fields.get('effect')),
      over: list(fields.get('over')),
    }),
  };
}

/** Writes what `readAddress` reads; an empty text for all cameras, drawn as usual. */
export function writeAddress(camera, look) {
  const fields = [];
  if (camera !== null) {
    fields.push(`camera=${encodeURIComponent(camera)}`);
  }
  if (look.layers.join() !== DEFAULT_LOOK.layers.join()) {
    fields.push(`layers=${look.layers.join()}`);
  }
  if (look.ar) {
    fields.push(`effect=${look.effects.join()}`);
  }
  if (look.over.length > 0) {
    fields.push(`over=${look.over.join()}`);
  }
  return fields.length === 0 ? '' : `#${fields.join('&')}`;
}

function list(text) {
  return text === null ? null : text.split(',');
}
