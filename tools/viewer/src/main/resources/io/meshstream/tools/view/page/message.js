/** Reads the binary messages of the server. FrameMessage.java defines their layout. */

const MAGIC = 0x3156534d; // "MSV1", lowest byte first
const HEADER_AT = 8;

/**
 * Takes a message apart.
 *
 * @param {ArrayBuffer} buffer one whole message
 * @returns {{record: object, picture: Uint8Array}} the record, each face with its `landmarks`, a
 *     Float32Array of x, y, z, x, y, z …; and the encoded picture, empty if there is none
 */
export function decode(buffer) {
  const view = new DataView(buffer);
  if (view.getUint32(0, true) !== MAGIC) {
    throw new Error('message: unknown layout (expected: MSV1); reload the page');
  }
  const headerLength = view.getUint32(4, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, HEADER_AT, headerLength));
  const record = JSON.parse(text);
  let at = HEADER_AT + headerLength;
  for (const face of record.faces) {
    face.landmarks = new Float32Array(buffer, at, face.floats);
    at += face.landmarks.byteLength;
  }
  return { record, picture: new Uint8Array(buffer, at) };
}
