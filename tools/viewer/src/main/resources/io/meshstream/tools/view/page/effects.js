/** Augmented reality: a mask and glasses that follow the faces, over the picture. */

import * as THREE from 'three';
import { createGlasses } from './glasses.js';
import { fitter } from './headframe.js';
import { EFFECTS } from './look.js';
import { maskTexture } from './mask.js';
import { createRenderer, edgeGeometry, meshGeometry, pixelPlace, placeMesh } from './mesh.js';
import { poseFit } from './pose.js';

/** Drawn in this order: what hides, what is worn on the face, what stands before it. */
const ORDER = { hidden: -1, mask: 0, wire: 1, glasses: 2 };

export class Effects {
  #topology;
  #renderer;
  #scene = new THREE.Scene();
  #camera = new THREE.OrthographicCamera();
  #fit;
  #materials;
  #glasses = createGlasses();
  #faces = [];

  /**
   * @param {HTMLCanvasElement} canvas lies exactly over the picture
   * @param {object} topology see TopologyJson.java
   */
  constructor(canvas, topology) {
    this.#topology = topology;
    this.#renderer = createRenderer(canvas);
    this.#fit = fitter(topology.positions);
    const sky = new THREE.HemisphereLight(0xffffff, 0x556070, 2.2);
    const lamp = new THREE.DirectionalLight(0xffffff, 2.2);
    lamp.position.set(-0.6, 1, 1.4);
    this.#scene.add(sky, lamp);
    this.#materials = createMaterials(topology);
  }

  /** Whether there is WebGL to draw with. */
  get available() {
    return this.#renderer !== null;
  }

  /**
   * Draws effects for the faces of a frame, on a canvas of this many pixels.
   *
   * @param {object} frame
   * @param {string[]} effects which, see look.js
   */
  draw({ record, size }, effects, width, height) {
    const { domElement } = this.#renderer;
    // Even to its own size, setting it makes the canvas anew.
    if (domElement.width !== width || domElement.height !== height) {
      this.#renderer.setSize(width, height, false);
    }
    this.#look(size);
    while (this.#faces.length < record.faces.length) {
      this.#faces.push(this.#addFace());
    }
    this.#faces.forEach((parts, i) => this.#place(parts, record.faces[i], size, effects));
    this.#renderer.render(this.#scene, this.#camera);
  }

  /** Draws nothing. */
  clear() {
    this.#renderer?.clear();
  }

  /** Along z on picture pixels, without perspective: that is how the landmarks are given. */
  #look({ width, height }) {
    const camera = this.#camera;
    camera.left = 0;
    camera.right = width;
    camera.top = 0;
    camera.bottom = -height;
    camera.near = 0;
    camera.far = 4 * width;
    camera.position.z = 2 * width;
    camera.updateProjectionMatrix();
  }

  #addFace() {
    const mesh = meshGeometry(this.#topology);
    const { hidden, mask, wire } = this.#materials;
    const parts = {
      mesh,
      hidden: new THREE.Mesh(mesh, hidden),
      mask: new THREE.Mesh(mesh, mask),
      wire: new THREE.LineSegments(edgeGeometry(this.#topology, mesh), wire),
      glasses: this.#glasses.clone(),
    };
    for (const [name, order] of Object.entries(ORDER)) {
      parts[name].traverse((object) => {
        object.renderOrder = order;
        // Its bounds would be those of the first frame.
        object.frustumCulled = false;
      });
      this.#scene.add(parts[name]);
    }
    parts.glasses.matrixAutoUpdate = false;
    return parts;
  }

  #place(parts, face, size, effects) {
    const hasMesh = face !== undefined && face.landmarks.length > 0;
    const hasPose = face !== undefined && Boolean(face.poseMatrix);
    parts.hidden.visible = hasMesh;
    for (const { id } of EFFECTS) {
      const isThere = hasMesh || (id === 'glasses' && hasPose);
      parts[id].visible = isThere && effects.includes(id);
    }
    if (hasMesh) {
      placeMesh(parts.mesh, face.landmarks, size);
      parts.mesh.computeVertexNormals();
    }
    if (hasPose) {
      const { positions } = this.#topology;
      parts.glasses.matrix.fromArray(
        poseFit(face.poseMatrix, positions, face.landmarks, size),
      );
    } else if (hasMesh) {
      const at = (id) => new THREE.Vector3(...pixelPlace(face.landmarks, id, size));
      parts.glasses.matrix.copy(this.#fit(at));
    }
  }
}

function createMaterials(topology) {
  return {
    // Hides the temples behind the face. Pushed back, so that what is worn on the face stays.
    hidden: new THREE.MeshBasicMaterial({
      colorWrite: false,
      side: THREE.DoubleSide,
      polygonOffset: true,
      polygonOffsetFactor: 2,
      polygonOffsetUnits: 4,
    }),
    mask: new THREE.MeshStandardMaterial({
      map: maskTexture(topology),
      transparent: true,
      roughness: 0.45,
      metalness: 0.25,
      depthWrite: false,
    }),
    wire: new THREE.LineBasicMaterial({ color: 0x4cf0ff, transparent: true, opacity: 0.75 }),
  };
}
