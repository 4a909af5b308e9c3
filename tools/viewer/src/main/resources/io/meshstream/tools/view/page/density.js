/** Finds the sizes with which the tiles of all cameras fit a window. Knows nothing of the page. */

const ASPECT = 16 / 9;

/** With the name and the figures below the picture, in CSS pixels as in view.css. */
const ROOMY = { density: 'roomy', gap: 16, caption: 66, narrowest: 320 };
/** With the name on the picture. */
const DENSE = { density: 'dense', gap: 8, caption: 2, narrowest: 150 };

/**
 * Finds how wide the tiles may be. More than fit at the narrowest have to be scrolled through.
 *
 * @param {number} count how many tiles, at least one
 * @param {number} width what there is for them, in CSS pixels
 * @param {number} height likewise
 * @returns {{density: string, columns: number, tileWidth: number}}
 */
export function fitTiles(count, width, height) {
  return (
    widest(count, width, height, ROOMY) ??
    widest(count, width, height, DENSE) ??
    narrow(width, DENSE)
  );
}

function widest(count, width, height, { density, gap, caption, narrowest }) {
  let best = { density, columns: 1, tileWidth: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const across = share(width, columns, gap);
    const down = (share(height, Math.ceil(count / columns), gap) - caption) * ASPECT;
    const tileWidth = Math.floor(Math.min(across, down));
    if (tileWidth > best.tileWidth) {
      best = { density, columns, tileWidth };
    }
  }
  return best.tileWidth < Math.min(narrowest, width) ? null : best;
}

function narrow(width, { density, gap, narrowest }) {
  const columns = Math.max(1, Math.floor((width + gap) / (narrowest + gap)));
  return { density, columns, tileWidth: Math.floor(share(width, columns, gap)) };
}

function share(length, parts, gap) {
  return (length - (parts - 1) * gap) / parts;
}
