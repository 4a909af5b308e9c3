package io.meshstream.schemas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.meshstream.schemas.registry.KnownSchemas;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes whatever bytes a fuzzer comes up with in Confluent's wire format, written with the schema
 * of this version, one that has fewer fields, one that has more of all types, or one of another
 * record: they are a record or are refused, and whatever they say, nobody is asked.
 */
class ConfluentFuzzTest {

  /** Has what no schema of ours has, in fields that a reader passes over. */
  private static final String MORE =
      """
      {"name": "more", "type": {"type": "record", "name": "More", "fields": [
        {"name": "fixed", "type": {"type": "fixed", "name": "Fixed", "size": 3}},
        {"name": "double", "type": "double"},
        {"name": "boolean", "type": "boolean"},
        {"name": "choice", "type": ["null", "string", "bytes", {"type": "array", "items": "long"}]},
        {"name": "lists", "type": {"type": "array", "items": {"type": "array", "items": "int"}}},
        {"name": "texts", "type": {"type": "array", "items": "string"}}]}},""";

  private static final Map<Integer, Schema> SCHEMAS = schemas();

  private final SingleObjectCodec<EncodedFrame> plain = SingleObjectCodec.ofEncodedFrames();
  private final ConfluentCodec<EncodedFrame> codec =
      new ConfluentCodec<>(plain, reader -> KnownSchemas.of(SCHEMAS, reader), OptionalInt.of(1));
  private final EncodedFrameReader reader = new EncodedFrameReader(codec);

  private static Map<Integer, Schema> schemas() {
    Schema current = EncodedFrame.getClassSchema();
    String text = current.toString();
    List<String> all =
        List.of(
            text,
            text.replaceFirst("\\{\"name\":\"rotation\".*?\\},(?=\\{\"name\")", ""),
            text.replaceFirst("\"fields\":\\[", "\"fields\":[" + MORE),
            DeadLetter.getClassSchema().toString());
    Map<Integer, Schema> schemas = new LinkedHashMap<>();
    all.forEach(each -> schemas.put(schemas.size() + 1, new Schema.Parser().parse(each)));
    return schemas;
  }

  static Stream<byte[]> seeds() {
    byte[] message = SingleObjectCodec.ofEncodedFrames().encode(Samples.encodedFrame());
    byte[] payload = Arrays.copyOfRange(message, SingleObjectCodec.HEADER_SIZE, message.length);
    byte[] more = {1, 2, 3, 0, 0, 0, 0, 0, 0, 0, 0, 1, 6, 2, 8, 0, 4, 2, 2, 0, 0, 0, 2, 2, 'a', 0};
    return Stream.of(
        input(1, new byte[0], payload),
        input(2, new byte[0], payload),
        input(3, more, payload),
        input(4, new byte[0], payload));
  }

  private static byte[] input(int id, byte[] before, byte[] payload) {
    return ByteBuffer.allocate(1 + before.length + payload.length)
        .put((byte) (id - 1))
        .put(before)
        .put(payload)
        .array();
  }

  /** Takes a byte for the schema, and the rest for what is written with it. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreARecordOrRefused(byte[] input) {
    if (input.length == 0) {
      return;
    }
    int id = 1 + (input[0] & 0xff) % SCHEMAS.size();
    byte[] message =
        ByteBuffer.allocate(ConfluentCodec.HEADER_SIZE + input.length - 1)
            .put((byte) 0)
            .putInt(id)
            .put(input, 1, input.length - 1)
            .array();
    String read = text(() -> codec.decode(message));
    String view = text(() -> reader.read(message));
    if (!read.equals(view)) {
      throw new AssertionError("%s, but without copy %s".formatted(read, view));
    }
  }

  private interface Decoding {
    EncodedFrame decode();
  }

  private String text(Decoding decoding) {
    try {
      EncodedFrame record = decoding.decode();
      if (!record.equals(codec.decode(codec.encode(record)))) {
        throw new AssertionError("another after it has been encoded: " + record);
      }
      return record.toString();
    } catch (MessageFormatException refused) {
      if (!refused.getMessage().contains("expected: ")) {
        throw new AssertionError(refused);
      }
      return "refused";
    }
  }
}
