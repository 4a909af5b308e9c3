/** What is drawn over the pictures: layers, and augmented reality. Knows nothing of the page. */

export const LAYERS = [
  { id: 'picture', label: 'Picture', on: true },
  { id: 'tesselation', label: 'Tesselation', on: true },
  { id: 'contours', label: 'Contours', on: true },
  { id: 'points', label: 'Points', on: false },
  { id: 'hands', label: 'Hands', on: true },
  { id: 'region', label: 'Region', on: true },
  { id: 'detection', label: 'Detections', on: false },
  { id: 'pose', label: 'Pose', on: false },
];

export const EFFECTS = [
  { id: 'glasses', label: 'Glasses', on: true },
  { id: 'mask', label: 'Mask', on: true },
  { id: 'wire', label: 'Wire', on: false },
];

/** What there was to choose from when stored looks did not say so yet. */
const FIRST_OFFERED = LAYERS.map(({ id }) => id).filter((id) => id !== 'hands');

/** Lies on what is worn on a face, and is drawn there only when it is asked for. */
const VEILED = ['tesselation', 'region'];

/**
 * A look: the `layers` that are on; whether there are effects (`ar`), and which `effects`; and
 * those of the veiled layers that are drawn all the same (`over`). Never changed, only replaced.
 */
export const DEFAULT_LOOK = Object.freeze({
  layers: LAYERS.filter(({ on }) => on).map(({ id }) => id),
  ar: false,
  effects: EFFECTS.filter(({ on }) => on).map(({ id }) => id),
  over: [],
});

/**
 * Makes a look of what an address says.
 *
 * @param {?object} value anything; what is missing or unknown in it is as in the default look
 */
export function lookFrom(value) {
  return {
    layers: known(value?.layers, LAYERS) ?? DEFAULT_LOOK.layers,
    ar: value?.ar === true,
    effects: known(value?.effects, EFFECTS) ?? DEFAULT_LOOK.effects,
    over: known(value?.over, LAYERS)?.filter((id) => VEILED.includes(id)) ?? DEFAULT_LOOK.over,
  };
}

/** What a browser is to store of a look, for `lookFromStored`. */
export function storableLook(look) {
  return { ...look, offered: LAYERS.map(({ id }) => id) };
}

/**
 * Makes a look of what a browser has stored, maybe long ago: a layer that could not be chosen then
 * is as in the default look.
 *
 * @param {?object} value anything, as above
 */
export function lookFromStored(value) {
  const look = lookFrom(value);
  const offered = Array.isArray(value?.offered) ? value.offered : FIRST_OFFERED;
  const later = DEFAULT_LOOK.layers.filter((id) => !offered.includes(id));
  return { ...look, layers: known([...look.layers, ...later], LAYERS) };
}

/**
 * The layers that are drawn.
 *
 * @param {object} look
 * @param {boolean} hasEffects whether that is where effects are drawn, too, if they are on
 * @returns {Set<string>}
 */
export function drawnLayers(look, hasEffects) {
  return new Set(
    hasEffects && look.ar
      ? look.layers.filter((id) => !VEILED.includes(id)).concat(look.over)
      : look.layers,
  );
}

/** The look with a layer switched, where `hasEffects` is as above. */
export function withLayerSwitched(look, id, hasEffects) {
  return hasEffects && look.ar && VEILED.includes(id)
    ? { ...look, over: switched(look.over, id, LAYERS) }
    : { ...look, layers: switched(look.layers, id, LAYERS) };
}

/** The look with an effect switched. */
export function withEffectSwitched(look, id) {
  return { ...look, effects: switched(look.effects, id, EFFECTS) };
}

/** In the order of the list, so that the same look always has the same address. */
function switched(ids, id, list) {
  return list
    .map((each) => each.id)
    .filter((each) => (each === id ? !ids.includes(id) : ids.includes(each)));
}

function known(ids, list) {
  return Array.isArray(ids) ? list.map(({ id }) => id).filter((id) => ids.includes(id)) : null;
}
