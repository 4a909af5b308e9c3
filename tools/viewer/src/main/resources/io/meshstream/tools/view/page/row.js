/** Where things stand in a row that fits the view. Knows nothing of the page. */

/** From the middle of a thing to that of the next, in units of the scene. */
const SPACING = 2.4;
/** How wide a row may be. */
const WIDTH = 3;

/**
 * Places things beside each other, in the order in which they are in the picture.
 *
 * @param {number[]} across where each is in the picture, from left to right
 * @returns {{scale: number, offsets: number[]}} how much smaller all are drawn, and where the middle
 *     of each is before that, with the middle of the row at 0
 */
export function rowOf(across) {
  const count = across.length;
  const order = across.map((_, i) => i).sort((one, other) => across[one] - across[other]);
  const offsets = [];
  order.forEach((i, place) => {
    offsets[i] = (place - (count - 1) / 2) * SPACING;
  });
  return { scale: count < 2 ? 1 : WIDTH / (SPACING * count), offsets };
}
