/** What a pose matrix says: 16 numbers, column after column, from the head to the camera's space. */

/** The angle between the upper and lower edge of pictures in radians, where nothing tells it. */
const USUAL_FOV = (63 * Math.PI) / 180;

const AXES = ['#ff4040', '#40ff40', '#4090ff'];

/**
 * The directions of a head's axes: x to the subject's left in red, y up in green, z out of the face
 * in blue; the one that points away from the camera most comes first.
 *
 * @param {number[]} matrix
 * @returns {{colour: string, to: number[]}[]} `to` has length 1; x to the right, y up, z towards
 *     the camera
 */
export function headAxes(matrix) {
  return AXES.map((colour, axis) => {
    const column = matrix.slice(4 * axis, 4 * axis + 3);
    const length = Math.hypot(...column);
    return { colour, to: column.map((value) => value / length) };
  }).sort((one, other) => one.to[2] - other.to[2]);
}

/**
 * Computes how an object that is made for the average face, in centimetres, must be moved into the
 * space of the landmarks: picture pixels, x to the right, y upwards from the top edge, z towards
 * the camera, without perspective. Around the head's centre it is what the camera sees.
 *
 * @param {number[]} matrix the pose
 * @param {number[]} positions of the average face: x, y, z, x, y, z …
 * @param {Float32Array} landmarks of the face; may be empty
 * @param {{width: number, height: number}} size of the picture
 * @returns {number[]} a matrix, column after column
 */
export function poseFit(matrix, positions, landmarks, size) {
  const [tx, ty, tz] = matrix.slice(12, 15);
  const focal = focalLength(matrix, positions, landmarks, size);
  const scale = focal / -tz;
  const shear = [tx / -tz, ty / -tz];
  const columns = [];
  for (let column = 0; column < 3; column++) {
    const [x, y, z] = matrix.slice(4 * column, 4 * column + 3);
    columns.push(scale * (x + shear[0] * z), scale * (y + shear[1] * z), scale * z, 0);
  }
  columns.push(
    size.width / 2 + focal * shear[0],
    -size.height / 2 + focal * shear[1],
    0,
    1,
  );
  columns[14] = depth(columns, positions, landmarks, size);
  return columns;
}

/** In pixels: what fits the landmarks best to the average face where the pose puts it. */
function focalLength(matrix, positions, landmarks, size) {
  let seen = 0;
  let squares = 0;
  const count = Math.min(positions.length, landmarks.length) / 3;
  for (let id = 0; id < count; id++) {
    const [x, y, z] = moved(matrix, positions, id);
    const slope = [x / -z, y / -z];
    const at = [
      (landmarks[3 * id] - 0.5) * size.width,
      (0.5 - landmarks[3 * id + 1]) * size.height,
    ];
    seen += slope[0] * at[0] + slope[1] * at[1];
    squares += slope[0] ** 2 + slope[1] ** 2;
  }
  return squares > 0 ? seen / squares : size.height / 2 / Math.tan(USUAL_FOV / 2);
}

/** How far the landmarks are before the plane of the head's centre, on average. */
function depth(columns, positions, landmarks, size) {
  const count = Math.min(positions.length, landmarks.length) / 3;
  let sum = 0;
  for (let id = 0; id < count; id++) {
    sum += -landmarks[3 * id + 2] * size.width - moved(columns, positions, id)[2];
  }
  return count > 0 ? sum / count : 0;
}

function moved(matrix, positions, id) {
  const [x, y, z] = [positions[3 * id], positions[3 * id + 1], positions[3 * id + 2]];
  return [0, 1, 2].map(
    (row) => matrix[row] * x + matrix[4 + row] * y + matrix[8 + row] * z + matrix[12 + row],
  );
}
