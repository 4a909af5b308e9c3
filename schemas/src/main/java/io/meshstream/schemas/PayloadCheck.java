package io.meshstream.schemas;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.avro.Schema;

/**
 * Walks the payload of a message, before Avro reads it, to see that it is exactly one datum of the
 * schema it was written with.
 *
 * <p>Avro takes a length at its word: five bytes that claim a string of 2 GiB make it allocate 2
 * GiB before it notices the end of the input. After this check no length reaches beyond the
 * payload, so what Avro allocates is bounded by a small multiple of the payload's own size.
 *
 * <p>Costs one step per field; arrays of floats and byte strings are stepped over. The schema must
 * not be recursive and its array items must take at least one byte each.
 */
final class PayloadCheck {

  private static final int MAX_INT_BYTES = 5;
  private static final int MAX_LONG_BYTES = 10;

  private final String record;
  private final byte[] bytes;
  private final int start;
  private final int end;

  private int position;
  private String field = "record";

  private PayloadCheck(String record, byte[] bytes, int start, int end) {
    this.record = record;
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.position = start;
  }

  /**
   * Checks the payload that begins at {@code start} and ends before {@code end}.
   *
   * @throws MessageFormatException if it is anything but one whole datum
   */
  static void check(Schema writer, byte[] bytes, int start, int end) {
    PayloadCheck check = new PayloadCheck(writer.getName(), bytes, start, end);
    check.walk(writer);
    check.requireEnd();
  }

  private void walk(Schema schema) {
    switch (schema.getType()) {
      case RECORD -> walkFields(schema.getFields());
      case UNION -> walk(schema.getTypes().get(index("union branch", schema.getTypes().size())));
      case ARRAY -> walkArray(schema.getElementType());
      case ENUM -> index("enum symbol", schema.getEnumSymbols().size());
      case STRING -> walkString();
      case BYTES -> skip("byte string of", length("byte string length"));
      case FIXED -> skip("fixed value of", schema.getFixedSize());
      case INT -> walkInt();
      case LONG -> number(MAX_LONG_BYTES);
      case FLOAT -> skip("float of", Float.BYTES);
      case DOUBLE -> skip("double of", Double.BYTES);
      case BOOLEAN -> walkBoolean();
      case NULL -> {}
      case MAP -> throw new IllegalStateException("map in a message schema (expected: none)");
    }
  }

  private void walkFields(List<Schema.Field> fields) {
    for (Schema.Field each : fields) {
      field = each.name();
      walk(each.schema());
    }
  }

  private void walkArray(Schema item) {
    String array = field;
    for (long count = number(MAX_LONG_BYTES); count != 0; count = number(MAX_LONG_BYTES)) {
      if (count > 0) {
        walkItems(item, count);
      } else {
        walkSizedItems(item, count);
      }
      field = array;
    }
  }

  /** A negative count announces the size of the block, which Avro believes when it skips one. */
  private void walkSizedItems(Schema item, long negativeCount) {
    long size = length("array block size");
    int first = position;
    walkItems(item, -negativeCount);
    int walked = position - first;
    if (walked != size) {
      throw broken("array block size " + size, walked + ", what its items take");
    }
  }

  private void walkItems(Schema item, long count) {
    if (count < 0 || count > remaining()) {
      throw broken("array item count " + count, "0 to the " + remaining() + " bytes that are left");
    }
    if (item.getType() == Schema.Type.FLOAT) {
      skip("floats of", count * Float.BYTES);
      return;
    }
    for (long i = 0; i < count; i++) {
      walk(item);
    }
  }

  private void walkString() {
    int length = length("string length");
    try {
      // Replacing what is malformed, as Avro does, could make two camera ids one.
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, position, length));
    } catch (CharacterCodingException e) {
      throw broken("string of " + length + " bytes", "UTF-8");
    }
    position += length;
  }

  private void walkInt() {
    long zigZag = varint(MAX_INT_BYTES);
    if (zigZag >>> Integer.SIZE != 0) {
      throw broken("int encoding " + Long.toHexString(zigZag), "at most 32 bits");
    }
  }

  private void walkBoolean() {
    byte value = next();
    if (value != 0 && value != 1) {
      throw broken("boolean " + value, "0 or 1");
    }
  }

  private int index(String what, int count) {
    long index = number(MAX_INT_BYTES);
    if (index < 0 || index >= count) {
      throw broken(what + " " + index, "0 to " + (count - 1));
    }
    return (int) index;
  }

  private int length(String what) {
    long length = number(MAX_LONG_BYTES);
    if (length < 0 || length > remaining()) {
      throw broken(what + " " + length, "0 to the " + remaining() + " bytes that are left");
    }
    return (int) length;
  }

  private void skip(String what, long count) {
    if (count > remaining()) {
      throw broken(what + " " + count + " bytes", "at most the " + remaining() + " that are left");
    }
    position += (int) count;
  }

  private long number(int maxBytes) {
    long zigZag = varint(maxBytes);
    return (zigZag >>> 1) ^ -(zigZag & 1);
  }

  private long varint(int maxBytes) {
    long value = 0;
    for (int i = 0; i < maxBytes; i++) {
      byte next = next();
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw broken("number that goes on after " + maxBytes + " bytes", "an end mark by then");
  }

  private byte next() {
    if (position == end) {
      throw broken("end of the payload", "more bytes");
    }
    return bytes[position++];
  }

  private int remaining() {
    return end - position;
  }

  private void requireEnd() {
    if (position != end) {
      throw broken(remaining() + " trailing bytes", "none");
    }
  }

  private MessageFormatException broken(String found, String rule) {
    return new MessageFormatException(
        "%s payload, byte %d, field %s: %s (expected: %s); the message is damaged or not what its"
                .formatted(record, position - start, field, found, rule)
            + " fingerprint says, look at its producer");
  }
}
