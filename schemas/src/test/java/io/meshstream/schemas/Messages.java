package io.meshstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Makes messages by hand, so that they can lie. */
final class Messages {

  private Messages() {}

  /** Writes a payload field by field. */
  @FunctionalInterface
  interface Payload {
    void write(BinaryEncoder out) throws IOException;
  }

  static byte[] header(Schema schema) {
    return ByteBuffer.allocate(10)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) 0xC3)
        .put((byte) 0x01)
        .putLong(SchemaNormalization.parsingFingerprint64(schema))
        .array();
  }

  static byte[] message(Schema schema, Payload payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header(schema));
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    payload.write(encoder);
    encoder.flush();
    return out.toByteArray();
  }
}
