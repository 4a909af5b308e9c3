/**
 * The cameras that were heard of: so that one that has gone is missed, also after a reload or when
 * the server is new. Knows nothing of the page.
 *
 * A roster is `source`, which is the frames topic that they send to, and `heard`: for each camera
 * by its name when that was, in milliseconds since 1970. Never changed, only replaced.
 */

/** Anybody who may write to the topic can make up names. */
const MOST_CAMERAS = 128;

export const EMPTY_ROSTER = Object.freeze({ source: null, heard: new Map() });

/**
 * Makes a roster of what was stored.
 *
 * @param {*} value anything
 */
export function rosterFrom(value) {
  const entries = Array.isArray(value?.heard) ? value.heard : [];
  const isUsable = (entry) => typeof entry?.[0] === 'string' && Number.isFinite(entry[1]);
  return typeof value?.source === 'string'
    ? { source: value.source, heard: newest(entries.filter(isUsable)) }
    : EMPTY_ROSTER;
}

/** What is to be stored of a roster. */
export function storable({ source, heard }) {
  return { source, heard: [...heard] };
}

/**
 * The roster after the server has told of cameras.
 *
 * @param {object} roster
 * @param {?string} source the topic's id; null as long as it is not known
 * @param {[string, number][]} cameras names and when they were heard of
 */
export function withHeard(roster, source, cameras) {
  if (source === null) {
    return roster;
  }
  const before = roster.source === source ? roster.heard : [];
  return { source, heard: newest([...before, ...cameras]) };
}

export function without({ source, heard }, names) {
  return { source, heard: new Map([...heard].filter(([name]) => !names.includes(name))) };
}

function newest(entries) {
  const all = [...new Map(entries)];
  return new Map(all.sort(([, one], [, other]) => other - one).slice(0, MOST_CAMERAS));
}
