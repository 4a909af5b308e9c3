/** Reads the binary messages of the server. FrameMessage.java defines their layout. */

const MAGIC = 0x3256534d; // "MSV2", lowest byte first
const HEADER_AT = 8;

/**
 * Takes a message apart.
 *
 * @param {ArrayBuffer} buffer one whole message
 * @returns {{record: object, picture: Uint8Array}} the record, each face with its `landmarks`, a
 *     Float32Array of x, y, z, x, y, z …, and each hand with its `landmarks` and `worldLandmarks`
 *     likewise; and the encoded picture, empty if there is none
 */
export function decode(buffer) {
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new Error('message: unknown layout (expected: MSV2); reload the page');
  }
  const headerLength = view.getUint32(4, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, HEADER_AT, headerLength));
  const record = JSON.parse(text);
  let at = HEADER_AT + headerLength;
  const floats = (count) => {
    const values = new Float32Array(buffer, at, count);
    at += values.byteLength;
    return values;
  };
  for (const face of record.faces) {
    face.landmarks = floats(face.floats);
  }
  for (const hand of record.hands) {
    hand.landmarks = floats(hand.floats);
    hand.worldLandmarks = floats(hand.worldFloats);
  }
  return { record, picture: new Uint8Array(buffer, at) };
}
