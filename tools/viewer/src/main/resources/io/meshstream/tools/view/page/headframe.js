/** Where a head is and how it is turned, from landmarks that do not move with the face. */

import * as THREE from 'three';

const FOREHEAD = 10;
const UNDER_NOSE = 164;
const BETWEEN_EYES = [168, 6, 33, 133, 362, 263];
/** Pairs from the subject's right to its left: outer eye corners, temples, sides of the face. */
const ACROSS = [
  [33, 263],
  [127, 356],
  [234, 454],
];

/**
 * Computes a frame: origin between the eyes, x to the subject's left, y upwards, z out of the face,
 * one unit long as the lengths that were measured.
 *
 * @param {function(number): THREE.Vector3} at gives the place of a landmark
 * @returns {THREE.Matrix4} from the frame to the space of the landmarks
 */
export function headFrame(at) {
  const x = new THREE.Vector3();
  let width = 0;
  for (const [right, left] of ACROSS) {
    const across = at(left).sub(at(right));
    width += across.length() / ACROSS.length;
    x.add(across.normalize());
  }
  x.normalize();
  const up = at(FOREHEAD).sub(at(UNDER_NOSE));
  const height = up.length();
  const z = x.clone().cross(up).normalize();
  const y = z.clone().cross(x);
  const origin = new THREE.Vector3();
  BETWEEN_EYES.forEach((id) => origin.add(at(id)));
  origin.divideScalar(BETWEEN_EYES.length);
  const scale = (width + height) / 2;
  return new THREE.Matrix4()
    .makeBasis(x, y, z)
    .scale(new THREE.Vector3(scale, scale, scale))
    .setPosition(origin);
}

/**
 * Makes a function that tells how an object made for the average face must be moved to fit a face.
 *
 * @param {number[]} positions of the average face
 * @returns {function(function(number): THREE.Vector3): THREE.Matrix4}
 */
export function fitter(positions) {
  const fromAverage = headFrame(
    (id) => new THREE.Vector3(positions[3 * id], positions[3 * id + 1], positions[3 * id + 2]),
  ).invert();
  return (at) => headFrame(at).multiply(fromAverage);
}
