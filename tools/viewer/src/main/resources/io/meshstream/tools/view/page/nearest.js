/** Finds landmarks by where they are seen. Knows nothing of the page. */

/**
 * Where something of these proportions lies in a box that shows it whole, as `object-fit: contain`.
 *
 * @param {{width: number, height: number}} box
 * @param {{width: number, height: number}} size
 * @returns {{x: number, y: number, width: number, height: number}} in the units of the box
 */
export function containedIn(box, size) {
  const scale = Math.min(box.width / size.width, box.height / size.height);
  const width = size.width * scale;
  const height = size.height * scale;
  return { x: (box.width - width) / 2, y: (box.height - height) / 2, width, height };
}

/**
 * Finds the landmark that is nearest to a point.
 *
 * @param {object[]} owners faces and hands of a record
 * @param {{x: number, y: number, width: number, height: number}} picture where the picture lies
 * @param {{x: number, y: number}} point in the same units
 * @param {number} within how far away it may be
 * @returns {?{owner: object, id: number, x: number, y: number}} with where it is; null for none
 */
export function nearestLandmark(owners, picture, point, within) {
  let best = null;
  let bestDistance = within;
  for (const owner of owners) {
    for (let id = 0; id < owner.landmarks.length / 3; id++) {
      const x = picture.x + owner.landmarks[3 * id] * picture.width;
      const y = picture.y + owner.landmarks[3 * id + 1] * picture.height;
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance <= bestDistance) {
        bestDistance = distance;
        best = { owner, id, x, y };
      }
    }
  }
  return best;
}

/** The part of a face that a landmark is on the contour of, for people; empty if there is none. */
export function partOf(id, contours) {
  const found = Object.entries(contours).find(([, edges]) => edges.includes(id));
  return found === undefined ? '' : found[0].replaceAll('_', ' ');
}
