package io.meshstream.vision.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * The bytes of an ONNX file, as far as it takes to change a model's weights: fields of protocol
 * buffers, one after another.
 */
final class OnnxBytes {

  // Numbers of fields in ONNX's own definition.
  private static final int MODEL_DOC_STRING = 6;
  private static final int MODEL_GRAPH = 7;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int TENSOR_NAME = 8;
  private static final int TENSOR_RAW_DATA = 9;

  private static final int LENGTH_DELIMITED = 2;

  /** A length from here on takes more than a byte. */
  private static final int LONGER = 128;

  private final ByteBuffer bytes;

  private OnnxBytes(ByteBuffer bytes) {
    this.bytes = bytes;
  }

  /** Returns the file with a number added to every weight of a tensor. */
  static byte[] withAdded(byte[] onnx, String tensor, float number) {
    byte[] changed = onnx.clone();
    boolean[] found = {false};
    new OnnxBytes(ByteBuffer.wrap(changed))
        .each(
            MODEL_GRAPH,
            graph ->
                graph.each(
                    GRAPH_INITIALIZER,
                    initializer -> {
                      if (initializer.isNamed(tensor)) {
                        initializer.each(TENSOR_RAW_DATA, data -> data.add(number));
                        found[0] = true;
                      }
                    }));
    if (!found[0]) {
      throw new IllegalArgumentException("no tensor " + tensor);
    }
    return changed;
  }

  /** Returns the file with a note, which changes its hash and nothing else. */
  static byte[] withNote(byte[] onnx, String note) {
    // Fields may come in any order.
    return joined(onnx, message(MODEL_DOC_STRING, text(note)));
  }

  /** Returns the file with one more tensor, unused, whose data are in another file. */
  static byte[] withExternalTensor(byte[] onnx, String file) {
    byte[] location = message(13, message(1, text("location")), message(2, text(file)));
    byte[] tensor =
        message(
            GRAPH_INITIALIZER,
            // One float, by the name of "x".
            new byte[] {1 << 3, 1, 2 << 3, 1},
            message(TENSOR_NAME, text("x")),
            location,
            new byte[] {14 << 3, 1});
    // What comes later of a field that is a message is added to it.
    return joined(onnx, message(MODEL_GRAPH, tensor));
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] message(int number, byte[]... content) {
    byte[] joined = joined(content);
    if (joined.length >= LONGER) {
      throw new IllegalArgumentException("content: " + joined.length + " bytes");
    }
    return joined(
        new byte[] {(byte) (number << 3 | LENGTH_DELIMITED), (byte) joined.length}, joined);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private boolean isNamed(String name) {
    boolean[] named = {false};
    each(
        TENSOR_NAME,
        field ->
            named[0] =
                StandardCharsets.UTF_8.decode(field.bytes.duplicate()).toString().equals(name));
    return named[0];
  }

  private void add(float number) {
    FloatBuffer weights = bytes.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    for (int i = 0; i < weights.capacity(); i++) {
      weights.put(i, weights.get(i) + number);
    }
  }

  /** Hands over the content of each field that has a number and a length. */
  private void each(int number, Consumer<OnnxBytes> taker) {
    ByteBuffer rest = bytes.slice();
    while (rest.hasRemaining()) {
      long key = varint(rest);
      int length =
          switch ((int) (key & 7)) {
            case 0 -> {
              varint(rest);
              yield 0;
            }
            case 1 -> Long.BYTES;
            case LENGTH_DELIMITED -> (int) varint(rest);
            case 5 -> Integer.BYTES;
            default -> throw new IllegalArgumentException("no protocol buffer");
          };
      if (key >>> 3 == number) {
        taker.accept(new OnnxBytes(rest.slice(rest.position(), length)));
      }
      rest.position(rest.position() + length);
    }
  }

  private static long varint(ByteBuffer buffer) {
    long value = 0;
    int shift = 0;
    byte next;
    do {
      next = buffer.get();
      value |= (next & 0x7fL) << shift;
      shift += 7;
    } while (next < 0);
    return value;
  }
}
