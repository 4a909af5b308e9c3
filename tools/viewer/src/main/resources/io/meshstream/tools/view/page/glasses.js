/** A pair of glasses for the average face: centimetres, between the eyes at about (0, 2.6, 5). */

import * as THREE from 'three';

const EYE_X = 3.4;
const EYE_Y = 2.35;
const LENS_Z = 5.75;
const HALF_WIDTH = 2.75;
const HALF_HEIGHT = 2.15;
const RIM = 0.34;
const DEPTH = 0.3;
/** How much each lens follows the curve of the face, in radians. */
const WRAP = 0.16;

export function createGlasses() {
  const frame = new THREE.MeshStandardMaterial({ color: 0x14161c, roughness: 0.28, metalness: 0.35 });
  const lens = new THREE.MeshStandardMaterial({
    map: lensTexture(),
    transparent: true,
    roughness: 0.15,
    metalness: 0.1,
    depthWrite: false,
  });
  const glasses = new THREE.Group();
  for (const side of [-1, 1]) {
    glasses.add(createEye(side, frame, lens), createTemple(side, frame));
  }
  glasses.add(createBridge(frame));
  return glasses;
}

function createEye(side, frame, lens) {
  const eye = new THREE.Group();
  const rim = outline(HALF_WIDTH, HALF_HEIGHT, side);
  rim.holes.push(outline(HALF_WIDTH - RIM, HALF_HEIGHT - RIM, side));
  const rimGeometry = new THREE.ExtrudeGeometry(rim, {
    depth: DEPTH,
    bevelEnabled: true,
    bevelSize: 0.06,
    bevelThickness: 0.06,
    bevelSegments: 3,
    curveSegments: 24,
  });
  const glass = new THREE.ShapeGeometry(outline(HALF_WIDTH - RIM, HALF_HEIGHT - RIM, side), 24);
  const glassMesh = new THREE.Mesh(withTextureOfBox(glass), lens);
  glassMesh.position.z = DEPTH / 2;
  eye.add(new THREE.Mesh(rimGeometry, frame), glassMesh);
  eye.position.set(side * EYE_X, EYE_Y, LENS_Z - 0.2);
  eye.rotation.y = side * WRAP;
  return eye;
}

/** A rounded shape, somewhat wider at the top and towards the temple. */
function outline(halfWidth, halfHeight, side) {
  const points = [];
  const steps = 64;
  for (let step = 0; step < steps; step++) {
    const angle = (2 * Math.PI * step) / steps;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const x = Math.sign(cos) * Math.abs(cos) ** 0.62 * halfWidth;
    const y = Math.sign(sin) * Math.abs(sin) ** 0.66 * halfHeight;
    const taper = 1 + 0.1 * (y / halfHeight);
    points.push(new THREE.Vector2(x * taper, y + (0.12 * side * x * halfHeight) / HALF_WIDTH));
  }
  return new THREE.Shape(points);
}

function withTextureOfBox(geometry) {
  geometry.computeBoundingBox();
  const { min, max } = geometry.boundingBox;
  const positions = geometry.getAttribute('position');
  const uv = geometry.getAttribute('uv');
  for (let i = 0; i < positions.count; i++) {
    uv.setXY(
      i,
      (positions.getX(i) - min.x) / (max.x - min.x),
      (positions.getY(i) - min.y) / (max.y - min.y),
    );
  }
  return geometry;
}

function createBridge(material) {
  const curve = new THREE.QuadraticBezierCurve3(
    new THREE.Vector3(-0.85, 3, LENS_Z + 0.12),
    new THREE.Vector3(0, 3.55, LENS_Z + 0.55),
    new THREE.Vector3(0.85, 3, LENS_Z + 0.12),
  );
  return new THREE.Mesh(new THREE.TubeGeometry(curve, 20, 0.17, 10), material);
}

function createTemple(side, material) {
  const curve = new THREE.CatmullRomCurve3([
    new THREE.Vector3(side * 6.1, 3.45, LENS_Z - 0.55),
    new THREE.Vector3(side * 6.95, 3.45, LENS_Z - 1.3),
    new THREE.Vector3(side * 8.1, 3.2, 0.5),
    new THREE.Vector3(side * 8.5, 2.9, -2.8),
    new THREE.Vector3(side * 8.4, 2.0, -4.8),
  ]);
  return new THREE.Mesh(new THREE.TubeGeometry(curve, 40, 0.2, 8), material);
}

/** Dark at the top, clear at the bottom, with a streak of light. */
function lensTexture() {
  const canvas = document.createElement('canvas');
  canvas.width = 128;
  canvas.height = 128;
  const context = canvas.getContext('2d');
  const shade = context.createLinearGradient(0, 0, 0, 128);
  shade.addColorStop(0, 'rgba(12, 24, 44, 0.85)');
  shade.addColorStop(1, 'rgba(58, 108, 158, 0.32)');
  context.fillStyle = shade;
  context.fillRect(0, 0, 128, 128);
  context.fillStyle = 'rgba(255, 255, 255, 0.2)';
  context.beginPath();
  context.moveTo(30, 0);
  context.lineTo(62, 0);
  context.lineTo(18, 128);
  context.lineTo(-14, 128);
  context.fill();
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  return texture;
}
