/** The surface of a face as three.js geometry. */

import * as THREE from 'three';

/** Landmarks that the surface is made of; models with irises give ten more. */
export const MESH_POINTS = 468;

/** Makes a geometry of all triangles, whose positions are set by `placeMesh`. */
export function meshGeometry(topology) {
  const geometry = new THREE.BufferGeometry();
  const positions = new THREE.BufferAttribute(new Float32Array(3 * MESH_POINTS), 3);
  positions.setUsage(THREE.DynamicDrawUsage);
  geometry.setAttribute('position', positions);
  geometry.setAttribute(
    'uv',
    new THREE.BufferAttribute(new Float32Array(topology.texture), 2),
  );
  geometry.setIndex(topology.triangles);
  return geometry;
}

/** Makes a geometry of the tesselation that shares the positions of another. */
export function edgeGeometry(topology, mesh) {
  const geometry = new THREE.BufferGeometry();
  geometry.setAttribute('position', mesh.getAttribute('position'));
  geometry.setIndex(topology.tesselation);
  return geometry;
}

/**
 * Moves a mesh to where a face is, in picture pixels: x to the right, y upwards from the top edge,
 * z towards the camera.
 */
export function placeMesh(geometry, landmarks, size) {
  const positions = geometry.getAttribute('position');
  for (let id = 0; id < MESH_POINTS; id++) {
    positions.setXYZ(id, ...pixelPlace(landmarks, id, size));
  }
  positions.needsUpdate = true;
}

/** Where a landmark is in the same space. z is in the unit of x, and smaller is nearer. */
export function pixelPlace(landmarks, id, size) {
  return [
    landmarks[3 * id] * size.width,
    -landmarks[3 * id + 1] * size.height,
    -landmarks[3 * id + 2] * size.width,
  ];
}

/** A renderer with a transparent background; null where there is no WebGL. */
export function createRenderer(canvas) {
  // Asked for here, because three.js complains on the console and throws where there is none.
  const context = canvas.getContext('webgl2', { antialias: true });
  if (context === null) {
    return null;
  }
  const renderer = new THREE.WebGLRenderer({ canvas, context });
  renderer.setClearColor(0x000000, 0);
  return renderer;
}
