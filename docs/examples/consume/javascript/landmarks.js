// Prints where the tips of noses and index fingers are, in pixels, in every frame.
//
// Usage: node landmarks.js BOOTSTRAP_SERVERS FOLDER_WITH_RELEASED_SCHEMAS

const fs = require('node:fs');
const path = require('node:path');
const avro = require('avsc');
const { Kafka, logLevel } = require('kafkajs');

const NOSE_TIP = 1;
const INDEX_TIP = 8;
const REMEMBERED = 10_000;

// The fingerprints that messages begin with, from the table in schemas/README.md.
const RELEASED = {
  'd4e16e4103febde4': 'v1/FrameLandmarks.avsc',
  '8b0261a451923798': 'v2/FrameLandmarks.avsc',
  '2ad0982469a986ab': 'v3/FrameLandmarks.avsc',
};

function released(folder) {
  return new Map(Object.entries(RELEASED).map(([fingerprint, file]) => {
    const schema = JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8'));
    return [fingerprint, avro.Type.forSchema(schema)];
  }));
}

function decode(value, types) {
  const type = types.get(value.toString('hex', 2, 10));
  if (value.readUInt16BE(0) !== 0xc301 || !type) {
    throw new Error('not a FrameLandmarks record of a known release');
  }
  return type.fromBuffer(value.subarray(10));
}

function show(frame) {
  for (const face of frame.faces) {
    if (face.landmarks.length === 0) {
      continue; // Faces are only detected, or their mesh stays in the job.
    }
    const [x, y] = face.landmarks.slice(3 * NOSE_TIP);
    console.log(
      `${frame.cameraId} ${frame.epoch}/${frame.sequence} face ${face.trackId}`
      + ` nose ${(x * frame.width).toFixed(1)} ${(y * frame.height).toFixed(1)}`);
  }
  // What was written by a release without hands has none.
  for (const hand of frame.hands ?? []) {
    if (hand.landmarks.length === 0) {
      continue; // Landmarks stay in the job.
    }
    const [x, y] = hand.landmarks.slice(3 * INDEX_TIP);
    console.log(
      `${frame.cameraId} ${frame.epoch}/${frame.sequence} hand ${hand.trackId} ${hand.handedness}`
      + ` index finger ${(x * frame.width).toFixed(1)} ${(y * frame.height).toFixed(1)}`);
  }
}

async function main(servers, folder) {
  const types = released(folder);
  const seen = new Set();
  const kafka = new Kafka({ brokers: servers.split(','), logLevel: logLevel.WARN });
  const consumer = kafka.consumer({ groupId: 'landmarks-javascript' });
  // Leaves the group. Without it, the next start waits until the group has missed this one.
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => consumer.disconnect());
  }
  await consumer.connect();
  await consumer.subscribe({ topics: ['landmarks'], fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => {
      const frame = decode(message.value, types);
      // A topic that is written at least once may hold a record twice.
      const identity = JSON.stringify([frame.cameraId, frame.epoch, frame.sequence]);
      if (!seen.has(identity)) {
        seen.add(identity);
        if (seen.size > REMEMBERED) {
          seen.delete(seen.values().next().value);
        }
        show(frame);
      }
    },
  });
}

main(...process.argv.slice(2)).catch((error) => {
  console.error(error.message);
  process.exit(1);
});
