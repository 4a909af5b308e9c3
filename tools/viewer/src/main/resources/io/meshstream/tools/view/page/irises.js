/** Where the irises of a face are seen. Knows nothing of the page. */

/** Points of an iris: the centre, then the edge. */
const POINTS = 5;

/**
 * The circles that the irises of a face fill, that of the subject's right eye first.
 *
 * @param {?number[][]} irises the points of the record, normalised; null where there are none
 * @param {{width: number, height: number}} size of what they are drawn on, in pixels
 * @returns {{x: number, y: number, radius: number}[]} in the same pixels
 */
export function irisCircles(irises, { width, height }) {
  const circles = [];
  for (let first = 0; first + POINTS <= (irises?.length ?? 0); first += POINTS) {
    const [centre, ...edge] = irises
      .slice(first, first + POINTS)
      .map(([x, y]) => ({ x: x * width, y: y * height }));
    const distances = edge.map(({ x, y }) => Math.hypot(x - centre.x, y - centre.y));
    const radius = distances.reduce((sum, each) => sum + each, 0) / distances.length;
    circles.push({ ...centre, radius });
  }
  return circles;
}
