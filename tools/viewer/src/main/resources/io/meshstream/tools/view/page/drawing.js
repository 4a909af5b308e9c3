/** Draws a frame on a canvas the way MediaPipe's own drawings of faces and hands look. */

import { RIM, bones, handLabel, handScale, jointColours, jointRadii } from './hands.js';
import { irisCircles } from './irises.js';
import { drawUpright } from './picture.js';
import { headAxes } from './pose.js';

const TESSELATION = 'rgba(214, 226, 238, 0.5)';
const POINT = '#ff3d3d';
const REGION = '#ff5252';
const DETECTION = '#30ff30';
const CONTOURS = {
  right_eye: '#ff3030',
  right_eyebrow: '#ff3030',
  left_eye: '#30ff30',
  left_eyebrow: '#30ff30',
  face_oval: '#e0e0e0',
  lips: '#e0e0e0',
};

const LABEL = '#ffffff';
const LABEL_EDGE = 'rgba(0, 0, 0, 0.7)';
const LABEL_HEIGHT = 11;

const NOSE_TIP = 4;
const WRIST = 0;

/** How long the axes of a head are, as a share of its region. */
const AXIS_SHARE = 0.3;

const BLANK = '#12161d';

/** Canvas pixels across for which lines are one pixel wide. */
const LINE_UNIT = 640;

/**
 * Draws a frame with those of its layers that are on.
 *
 * @param {HTMLCanvasElement} canvas is filled; its size has the proportions of the upright picture
 * @param {{record: object, bitmap: ?ImageBitmap}} frame
 * @param {Set<string>} layers see look.js
 * @param {object} topology see TopologyJson.java
 */
export function drawFrame(canvas, { record, bitmap }, layers, topology) {
  const context = canvas.getContext('2d');
  if (bitmap !== null && layers.has('picture')) {
    drawUpright(context, record, bitmap);
  } else {
    drawBlank(canvas);
  }
  const unit = Math.max(1, canvas.width / LINE_UNIT);
  for (const face of record.faces) {
    drawFace(context, face, layers, topology, unit);
  }
  for (const hand of record.hands) {
    drawHand(context, hand, layers, topology, unit);
  }
}

export function drawBlank(canvas) {
  const context = canvas.getContext('2d');
  context.fillStyle = BLANK;
  context.fillRect(0, 0, canvas.width, canvas.height);
}

/** Where a landmark is drawn, in canvas pixels. */
export function place(canvas, landmarks, id) {
  return [landmarks[3 * id] * canvas.width, landmarks[3 * id + 1] * canvas.height];
}

function drawFace(context, face, layers, topology, unit) {
  context.lineJoin = 'round';
  if (layers.has('tesselation')) {
    strokeEdges(context, face.landmarks, topology.tesselation, TESSELATION, 0.9 * unit);
  }
  if (layers.has('contours') && face.landmarks.length === 0 && face.contours) {
    strokeOutlines(context, face.contours, topology.outlines, 1.5 * unit);
  } else if (layers.has('contours')) {
    for (const [part, edges] of Object.entries(topology.contours)) {
      strokeEdges(context, face.landmarks, edges, CONTOURS[part] ?? CONTOURS.lips, 1.5 * unit);
    }
    strokeIrises(context, face.irises, 1.5 * unit);
  }
  if (layers.has('points')) {
    fillPoints(context, face.landmarks, unit);
  }
  if (layers.has('region')) {
    strokeRegion(context, face.region, 1.5 * unit);
  }
  if (layers.has('detection') && face.detection !== null) {
    strokeDetection(context, face.detection, unit);
  }
  if (layers.has('pose') && face.poseMatrix) {
    strokeAxes(context, face, 3 * unit);
  }
}

function drawHand(context, hand, layers, topology, unit) {
  context.lineJoin = 'round';
  if (layers.has('region')) {
    strokeRegion(context, hand.region, 1.5 * unit);
  }
  if (layers.has('detection') && hand.detection !== null) {
    strokeDetection(context, hand.detection, unit);
  }
  if (layers.has('hands')) {
    drawSkeleton(context, hand, topology.hand);
    writeLabel(context, hand, unit);
  }
}

/** Lines and joints are as wide as suits the hand, so that a small one is not covered. */
function drawSkeleton(context, hand, connections) {
  const { canvas } = context;
  const { landmarks } = hand;
  if (landmarks.length === 0) {
    return;
  }
  const scale = handScale(hand, canvas);
  for (const { from, to, colour, width } of bones(connections)) {
    strokeEdges(context, landmarks, [from, to], colour, Math.max(1, scale * width));
  }
  const { joint, rim } = jointRadii(scale);
  jointColours(connections).forEach((colour, id) => {
    if (3 * id < landmarks.length) {
      const at = place(canvas, landmarks, id);
      fillDot(context, at, rim, RIM);
      fillDot(context, at, joint, colour);
    }
  });
}

function fillDot(context, [x, y], radius, colour) {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
}

/** Below the wrist, inside of the picture; without landmarks, at the middle of the region. */
function writeLabel(context, hand, unit) {
  const { canvas } = context;
  const [x, y] =
    hand.landmarks.length > 0
      ? place(canvas, hand.landmarks, WRIST)
      : [hand.region.centerX * canvas.width, hand.region.centerY * canvas.height];
  context.font = `${LABEL_HEIGHT * unit}px system-ui, sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'top';
  context.lineWidth = 3 * unit;
  context.strokeStyle = LABEL_EDGE;
  context.fillStyle = LABEL;
  const below = Math.min(y + LABEL_HEIGHT * unit, canvas.height - 1.5 * LABEL_HEIGHT * unit);
  context.strokeText(handLabel(hand), x, below);
  context.fillText(handLabel(hand), x, below);
}

/** The outlines that a record holds in place of its mesh, one after another in `points`. */
function strokeOutlines(context, points, outlines, lineWidth) {
  const { width, height } = context.canvas;
  context.beginPath();
  let at = 0;
  for (const { points: count, closed } of outlines) {
    const outline = points.slice(at, at + count);
    at += count;
    outline.forEach(([x, y], i) => {
      if (i === 0) {
        context.moveTo(x * width, y * height);
        // A point alone is a dot.
        context.lineTo(x * width, y * height);
      } else {
        context.lineTo(x * width, y * height);
      }
    });
    if (closed && outline.length > 0) {
      context.lineTo(outline[0][0] * width, outline[0][1] * height);
    }
  }
  context.lineCap = 'round';
  context.strokeStyle = CONTOURS.lips;
  context.lineWidth = lineWidth;
  context.stroke();
}

/** The axes of the head from the tip of its nose, the one that points away first. */
function strokeAxes(context, face, lineWidth) {
  const { canvas } = context;
  const [x, y] =
    face.landmarks.length > 0
      ? place(canvas, face.landmarks, NOSE_TIP)
      : [face.region.centerX * canvas.width, face.region.centerY * canvas.height];
  const length = AXIS_SHARE * face.region.width * canvas.width;
  context.lineWidth = lineWidth;
  context.lineCap = 'round';
  for (const { colour, to } of headAxes(face.poseMatrix)) {
    context.beginPath();
    context.moveTo(x, y);
    context.lineTo(x + length * to[0], y - length * to[1]);
    context.strokeStyle = colour;
    context.stroke();
  }
}

function strokeEdges(context, landmarks, edges, colour, lineWidth) {
  const { width, height } = context.canvas;
  context.beginPath();
  for (let i = 0; i < edges.length; i += 2) {
    const from = 3 * edges[i];
    const to = 3 * edges[i + 1];
    if (Math.max(from, to) < landmarks.length) {
      context.moveTo(landmarks[from] * width, landmarks[from + 1] * height);
      context.lineTo(landmarks[to] * width, landmarks[to + 1] * height);
    }
  }
  context.strokeStyle = colour;
  context.lineWidth = lineWidth;
  context.stroke();
}

function strokeIrises(context, irises, lineWidth) {
  const colours = [CONTOURS.right_eye, CONTOURS.left_eye];
  context.lineWidth = lineWidth;
  irisCircles(irises, context.canvas).forEach(({ x, y, radius }, i) => {
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.strokeStyle = colours[i] ?? CONTOURS.lips;
    context.stroke();
  });
}

function fillPoints(context, landmarks, unit) {
  const radius = Math.max(1, 1.1 * unit);
  context.beginPath();
  for (let id = 0; id < landmarks.length / 3; id++) {
    const [x, y] = place(context.canvas, landmarks, id);
    context.moveTo(x + radius, y);
    context.arc(x, y, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = POINT;
  context.fill();
}

/** Turned in pixels, not in normalised coordinates, which would shear it. */
function strokeRegion(context, region, width) {
  const { canvas } = context;
  context.save();
  context.translate(region.centerX * canvas.width, region.centerY * canvas.height);
  context.rotate(region.rotation);
  context.strokeStyle = REGION;
  context.lineWidth = width;
  const w = region.width * canvas.width;
  const h = region.height * canvas.height;
  context.strokeRect(-w / 2, -h / 2, w, h);
  context.restore();
}

function strokeDetection(context, detection, unit) {
  const { width, height } = context.canvas;
  context.strokeStyle = DETECTION;
  context.fillStyle = DETECTION;
  context.lineWidth = 2 * unit;
  context.strokeRect(
    detection.xMin * width,
    detection.yMin * height,
    detection.width * width,
    detection.height * height,
  );
  for (const [x, y] of detection.keypoints) {
    context.beginPath();
    context.arc(x * width, y * height, 2.5 * unit, 0, 2 * Math.PI);
    context.fill();
  }
}
