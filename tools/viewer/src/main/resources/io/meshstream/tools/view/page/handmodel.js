/** The skeleton of a hand in space, from its landmarks in metres. */

import * as THREE from 'three';
import { bones, jointColours } from './hands.js';

/** Units of the scene to a metre: a face is 2 units wide there, and some 14 cm by nature. */
const SCALE = 14;
const JOINT_RADIUS = 0.006;
/** Of a line that is one wide in pictures. */
const BONE_RADIUS = 0.0012;
const UP = new THREE.Vector3(0, 1, 0);

const sphere = new THREE.SphereGeometry(JOINT_RADIUS, 16, 12);
const cylinder = new THREE.CylinderGeometry(BONE_RADIUS, BONE_RADIUS, 1, 8);

export class HandModel {
  /** What stands in the scene; its middle is that of the hand. */
  group = new THREE.Group();

  #joints;
  #bones;

  /** @param {object} hand the connections of a hand by part, see TopologyJson.java */
  constructor(hand) {
    this.#joints = jointColours(hand).map((colour) => this.#add(sphere, colour));
    this.#bones = bones(hand).map(({ from, to, colour, width }) => {
      const mesh = this.#add(cylinder, colour);
      mesh.scale.set(width, 1, width);
      return { from, to, mesh };
    });
    this.group.scale.setScalar(SCALE);
  }

  /** How many numbers its landmarks are. */
  get floats() {
    return 3 * this.#joints.length;
  }

  /** Takes the shape of landmarks: x to the right, y downwards, z away from the camera. */
  place(worldLandmarks) {
    const points = this.#joints.map(
      (_, id) =>
        new THREE.Vector3(
          worldLandmarks[3 * id],
          -worldLandmarks[3 * id + 1],
          -worldLandmarks[3 * id + 2],
        ),
    );
    const middle = new THREE.Box3().setFromPoints(points).getCenter(new THREE.Vector3());
    points.forEach((point) => point.sub(middle));
    this.#joints.forEach((mesh, id) => mesh.position.copy(points[id]));
    for (const { from, to, mesh } of this.#bones) {
      const along = new THREE.Vector3().subVectors(points[to], points[from]);
      mesh.position.addVectors(points[from], points[to]).multiplyScalar(0.5);
      mesh.scale.y = Math.max(along.length(), Number.EPSILON);
      mesh.quaternion.setFromUnitVectors(UP, along.normalize());
    }
  }

  #add(geometry, color) {
    const material = new THREE.MeshStandardMaterial({ color, roughness: 0.6, metalness: 0.1 });
    const mesh = new THREE.Mesh(geometry, material);
    this.group.add(mesh);
    return mesh;
  }
}
