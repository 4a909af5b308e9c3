/** A painted mask for the face mesh, drawn along the contours of the average face. */

import * as THREE from 'three';

const SIZE = 1024;
const GOLD = '#e9c46a';
const INK = '#1d1147';

/** Makes the texture that goes with the texture coordinates of the topology. */
export function maskTexture(topology) {
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  context.lineCap = 'round';
  context.lineJoin = 'round';
  paintGround(context);
  for (const mirrored of [false, true]) {
    context.save();
    if (mirrored) {
      context.translate(SIZE, 0);
      context.scale(-1, 1);
    }
    paintHalf(context);
    context.restore();
  }
  paintMiddle(context);
  const { contours } = topology;
  for (const part of ['left_eye', 'right_eye', 'left_eyebrow', 'right_eyebrow', 'lips']) {
    trace(context, topology, contours[part], part === 'lips' ? '#b5179e' : INK, 26);
    trace(context, topology, contours[part], GOLD, 9);
  }
  trace(context, topology, contours.face_oval, GOLD, 14);
  const texture = new THREE.CanvasTexture(canvas);
  texture.flipY = false;
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 4;
  return texture;
}

function paintGround(context) {
  const ground = context.createLinearGradient(0, 0, 0, SIZE);
  ground.addColorStop(0, 'rgba(58, 12, 163, 0.86)');
  ground.addColorStop(0.45, 'rgba(67, 97, 238, 0.74)');
  ground.addColorStop(1, 'rgba(76, 201, 240, 0.5)');
  context.fillStyle = ground;
  context.fillRect(0, 0, SIZE, SIZE);
}

/** The half that lies on the left of the texture. */
function paintHalf(context) {
  context.strokeStyle = GOLD;
  context.lineWidth = 7;
  for (let ring = 0; ring < 3; ring++) {
    context.beginPath();
    context.arc(215, 560, 34 + 30 * ring, 0.15 * Math.PI, (1.55 + 0.1 * ring) * Math.PI);
    context.stroke();
  }
  context.fillStyle = GOLD;
  for (let dot = 0; dot < 8; dot++) {
    const angle = Math.PI * (0.62 + 0.09 * dot);
    context.beginPath();
    context.arc(500 + 300 * Math.cos(angle), 640 + 250 * Math.sin(angle), 9, 0, 2 * Math.PI);
    context.fill();
  }
  context.fillStyle = 'rgba(247, 37, 133, 0.8)';
  for (let ray = 0; ray < 4; ray++) {
    const x = 440 - 85 * ray;
    const y = 185 + 16 * ray * ray;
    context.beginPath();
    context.moveTo(x, y - 62);
    context.lineTo(x + 20, y);
    context.lineTo(x, y + 40);
    context.lineTo(x - 20, y);
    context.fill();
  }
}

function paintMiddle(context) {
  context.fillStyle = GOLD;
  context.strokeStyle = INK;
  context.lineWidth = 8;
  context.beginPath();
  context.moveTo(512, 110);
  context.lineTo(552, 200);
  context.lineTo(512, 310);
  context.lineTo(472, 200);
  context.closePath();
  context.fill();
  context.stroke();
  context.fillStyle = 'rgba(247, 37, 133, 0.9)';
  context.beginPath();
  context.arc(512, 203, 18, 0, 2 * Math.PI);
  context.fill();
}

function trace(context, { texture }, edges, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.beginPath();
  for (let i = 0; i < edges.length; i += 2) {
    context.moveTo(texture[2 * edges[i]] * SIZE, texture[2 * edges[i] + 1] * SIZE);
    context.lineTo(texture[2 * edges[i + 1]] * SIZE, texture[2 * edges[i + 1] + 1] * SIZE);
  }
  context.stroke();
}
