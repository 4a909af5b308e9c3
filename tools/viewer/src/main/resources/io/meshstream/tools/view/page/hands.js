/** The skeletons of hands, in the colours of MediaPipe's own drawings. Knows nothing of the page. */

/** Of each part its colour, that of its joints, and how wide its lines are. */
const PARTS = {
  palm: { colour: '#808080', joints: '#ff3030', width: 3 },
  thumb: { colour: '#ffe5b4', joints: '#ffe5b4', width: 2 },
  index_finger: { colour: '#804080', joints: '#804080', width: 2 },
  middle_finger: { colour: '#ffcc00', joints: '#ffcc00', width: 2 },
  ring_finger: { colour: '#30ff30', joints: '#30ff30', width: 2 },
  pinky: { colour: '#1565c0', joints: '#1565c0', width: 2 },
};

const JOINT_RADIUS = 5;
export const RIM = '#e0e0e0';

/** The side of a region for which the widths are those above, in pixels. */
const USUAL_SIDE = 400;

/**
 * The lines of a skeleton.
 *
 * @param {object} hand the connections of a hand by part, see TopologyJson.java
 * @returns {{from: number, to: number, colour: string, width: number}[]}
 */
export function bones(hand) {
  return Object.entries(hand).flatMap(([part, edges]) =>
    Array.from({ length: edges.length / 2 }, (_, i) => {
      const { colour, width } = PARTS[part] ?? PARTS.palm;
      return { from: edges[2 * i], to: edges[2 * i + 1], colour, width };
    }),
  );
}

/**
 * The colours of all joints by landmark, where `hand` is as above: one at the root of a finger
 * belongs to the palm.
 *
 * @returns {string[]}
 */
export function jointColours(hand) {
  const colours = [];
  for (const [part, edges] of Object.entries(hand)) {
    for (const id of edges) {
      if (part === 'palm' || !hand.palm?.includes(id)) {
        colours[id] = (PARTS[part] ?? PARTS.palm).joints;
      }
    }
  }
  return colours;
}

/** By how much lines are wider for a hand than for the usual one; size in pixels. */
export function handScale({ region }, { width, height }) {
  return Math.sqrt(Math.abs(region.width * width * region.height * height)) / USUAL_SIDE;
}

/** The radii of a joint and of the rim around it, where lines are wider by a scale. */
export function jointRadii(scale) {
  const joint = Math.max(1, scale * JOINT_RADIUS);
  return { joint, rim: Math.max(joint + 1, 1.2 * joint) };
}

/** Which hand it is, and its number: hands are numbered apart from faces. */
export function handLabel({ handedness, trackId }) {
  const side = { LEFT: 'left', RIGHT: 'right' }[handedness] ?? 'hand';
  return `${side} #${trackId}`;
}
