/** The mesh of a face and the hands of a frame in space, turned by mouse, touch or the arrow keys. */

import * as THREE from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { HandModel } from './handmodel.js';
import { createRenderer, edgeGeometry, meshGeometry, placeMesh } from './mesh.js';
import { rowOf } from './row.js';

const FIELD_OF_VIEW = 30;
/** Width of the face, in units of the scene. */
const FACE_WIDTH = 2;
const RIGHT_SIDE = 234;
const LEFT_SIDE = 454;
const KEY_TURN = 0.15;
/** As many hands as there is room for. */
const MAX_HANDS = 4;

export class Turntable {
  #renderer;
  #scene = new THREE.Scene();
  #camera = new THREE.PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 50);
  #controls = null;
  #topology;
  #mesh;
  #head = new THREE.Group();
  /** What is seen of a frame, one thing beside the other, each in a seat of its own. */
  #row = new THREE.Group();
  #headSeat = new THREE.Group();
  #hands = [];

  /**
   * @param {HTMLCanvasElement} canvas
   * @param {object} topology see TopologyJson.java
   */
  constructor(canvas, topology) {
    this.#renderer = createRenderer(canvas);
    this.#topology = topology;
    this.#mesh = meshGeometry(topology);
    this.#camera.position.set(0, 0, 6);
    if (this.#renderer === null) {
      return;
    }
    this.#renderer.setPixelRatio(devicePixelRatio);
    const skin = new THREE.MeshStandardMaterial({
      color: 0x6f86a8,
      roughness: 0.65,
      metalness: 0.1,
      side: THREE.DoubleSide,
      polygonOffset: true,
      polygonOffsetFactor: 1,
    });
    const edges = new THREE.LineBasicMaterial({ color: 0xbfe6ff, transparent: true, opacity: 0.5 });
    const surface = new THREE.Mesh(this.#mesh, skin);
    const lines = new THREE.LineSegments(edgeGeometry(topology, this.#mesh), edges);
    surface.frustumCulled = false;
    lines.frustumCulled = false;
    this.#head.add(surface, lines);
    const lamp = new THREE.DirectionalLight(0xffffff, 2.4);
    lamp.position.set(-2, 3, 4);
    this.#headSeat.add(this.#head);
    this.#row.add(this.#headSeat);
    this.#scene.add(this.#row, lamp, new THREE.HemisphereLight(0xdfeaff, 0x1a2230, 1.4));
    this.#controls = new OrbitControls(this.#camera, canvas);
    this.#controls.enablePan = false;
    this.#controls.minDistance = 3;
    this.#controls.maxDistance = 14;
    this.#controls.addEventListener('change', () => this.#render());
    canvas.addEventListener('keydown', (event) => this.#turn(event));
    this.#row.visible = false;
  }

  /** Whether there is WebGL to draw with. */
  get available() {
    return this.#renderer !== null;
  }

  /** Draws the first face of a frame that has landmarks, and its hands likewise. */
  draw({ record, size }) {
    const face = record.faces.find(({ landmarks }) => landmarks.length > 0);
    this.#headSeat.visible = face !== undefined;
    if (face !== undefined) {
      placeMesh(this.#mesh, face.landmarks, size);
      this.#mesh.computeVertexNormals();
      this.#centre();
    }
    const hands = record.hands
      .filter(({ worldLandmarks }) => worldLandmarks.length > 0)
      .slice(0, MAX_HANDS);
    this.#placeHands(hands);
    this.#arrange(face, hands);
    this.#row.visible = true;
    this.#render();
  }

  #placeHands(hands) {
    while (this.#hands.length < hands.length) {
      const model = new HandModel(this.#topology.hand);
      this.#hands.push(model);
      this.#row.add(model.group);
    }
    this.#hands.forEach((model, i) => {
      model.group.visible = hands[i]?.worldLandmarks.length === model.floats;
      if (model.group.visible) {
        model.place(hands[i].worldLandmarks);
      }
    });
  }

  #arrange(face, hands) {
    const seats = this.#hands.slice(0, hands.length).map(({ group }) => group);
    const regions = hands.map(({ region }) => region);
    if (face !== undefined) {
      seats.push(this.#headSeat);
      regions.push(face.region);
    }
    const { scale, offsets } = rowOf(regions.map(({ centerX }) => centerX));
    seats.forEach((seat, i) => seat.position.setX(offsets[i]));
    this.#row.scale.setScalar(scale);
  }

  /** Draws nothing. */
  clear() {
    this.#row.visible = false;
    if (this.available) {
      this.#render();
    }
  }

  /** However large and wherever in the picture, the face fills the view. */
  #centre() {
    const positions = this.#mesh.getAttribute('position');
    const box = new THREE.Box3().setFromBufferAttribute(positions);
    const right = new THREE.Vector3().fromBufferAttribute(positions, RIGHT_SIDE);
    const left = new THREE.Vector3().fromBufferAttribute(positions, LEFT_SIDE);
    const scale = FACE_WIDTH / Math.max(1, right.distanceTo(left));
    this.#head.scale.setScalar(scale);
    box.getCenter(this.#head.position).multiplyScalar(-scale);
  }

  #turn(event) {
    const turns = {
      ArrowLeft: [-KEY_TURN, 0],
      ArrowRight: [KEY_TURN, 0],
      ArrowUp: [0, -KEY_TURN],
      ArrowDown: [0, KEY_TURN],
    };
    const turn = turns[event.key];
    if (turn === undefined) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const place = new THREE.Spherical().setFromVector3(this.#camera.position);
    place.theta += turn[0];
    place.phi += turn[1];
    this.#camera.position.setFromSpherical(place.makeSafe());
    this.#controls.update();
  }

  #render() {
    const canvas = this.#renderer.domElement;
    const { clientWidth, clientHeight } = canvas;
    if (clientWidth === 0 || clientHeight === 0) {
      return;
    }
    const wanted = this.#renderer.getPixelRatio();
    if (
      canvas.width !== Math.floor(clientWidth * wanted) ||
      canvas.height !== Math.floor(clientHeight * wanted)
    ) {
      this.#renderer.setSize(clientWidth, clientHeight, false);
      this.#camera.aspect = clientWidth / clientHeight;
      this.#camera.updateProjectionMatrix();
    }
    this.#renderer.render(this.#scene, this.#camera);
  }
}
