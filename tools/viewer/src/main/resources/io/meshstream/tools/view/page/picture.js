/** Decodes pictures and draws them upright. */

/**
 * What browsers do to a picture because of its EXIF orientation, from 1 to 8, as the matrix
 * [a, b, c, d] of x' = a x + c y, y' = b x + d y about its middle.
 */
const ORIENTATIONS = [
  [1, 0, 0, 1],
  [-1, 0, 0, 1],
  [-1, 0, 0, -1],
  [1, 0, 0, -1],
  [0, 1, 1, 0],
  [0, 1, -1, 0],
  [0, -1, -1, 0],
  [0, -1, 1, 0],
];

/** Clockwise turns by 0, 90, 180 and 270 degrees, likewise. */
const TURNS = [
  [1, 0, 0, 1],
  [0, 1, -1, 0],
  [-1, 0, 0, -1],
  [0, -1, 1, 0],
];

/**
 * Decodes a picture.
 *
 * @returns {Promise<?ImageBitmap>} null if there is none, or none that can be decoded
 */
export async function decodePicture(record, bytes) {
  if (record.picture === null || bytes.length === 0) {
    return null;
  }
  try {
    return await createImageBitmap(new Blob([bytes], { type: record.picture.mediaType }));
  } catch {
    return null;
  }
}

/** Size of the upright picture in pixels, from the record or else from the picture itself. */
export function uprightSize(record, bitmap) {
  if (record.width > 0 && record.height > 0) {
    return { width: record.width, height: record.height };
  }
  if (bitmap === null) {
    return { width: 640, height: 360 };
  }
  const [a] = uprightMatrix(record.picture);
  return a === 0
    ? { width: bitmap.height, height: bitmap.width }
    : { width: bitmap.width, height: bitmap.height };
}

/** Fills a canvas with the upright picture. */
export function drawUpright(context, record, bitmap) {
  const { width, height } = context.canvas;
  const [a, b, c, d] = uprightMatrix(record.picture);
  const sideways = a === 0;
  const drawnWidth = sideways ? height : width;
  const drawnHeight = sideways ? width : height;
  context.save();
  context.setTransform(a, b, c, d, width / 2, height / 2);
  context.drawImage(bitmap, -drawnWidth / 2, -drawnHeight / 2, drawnWidth, drawnHeight);
  context.restore();
}

/** Undoes the orientation, of which landmarks take no notice, and turns as the frame says. */
function uprightMatrix({ orientation, rotation }) {
  const [a, b, c, d] = ORIENTATIONS[orientation - 1] ?? ORIENTATIONS[0];
  const turn = TURNS[rotation / 90] ?? TURNS[0];
  return multiply(turn, [a, c, b, d]);
}

function multiply([a, b, c, d], [e, f, g, h]) {
  return [a * e + c * f, b * e + d * f, a * g + c * h, b * g + d * h];
}
