package io.meshstream.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns records into messages and back: Avro single-object encoding, that is the marker {@code C3
 * 01}, the CRC-64-AVRO fingerprint of the writer's schema in 8 bytes with the lowest first, and the
 * record in Avro binary.
 *
 * <p>Writes the current schema. Reads every released one, and gives a field that the writer did not
 * have its default. Messages may come from anyone: a schema or a class is never taken from a
 * message, and decoding allocates no more than a small multiple of the message's size.
 *
 * <p>Instances are immutable and thread-safe, and there is one for each topic: it parses schemas
 * when it is first asked for. They are not {@link java.io.Serializable}.
 *
 * @param <T> class of the record
 */
public final class SingleObjectCodec<T extends SpecificRecord> implements RecordCodec<T> {

  private static final byte[] MARKER = {(byte) 0xC3, 0x01};

  /** Bytes in front of the record: marker and fingerprint. */
  static final int HEADER_SIZE = MARKER.length + Long.BYTES;

  private static final int INITIAL_SIZE = 8 * 1024;

  private final Schema schema;
  private final long fingerprint;
  private final SpecificData model;
  private final byte[] header;
  private final RecordWriter<T> writer;
  private final Map<Long, RecordReader<T>> readers;

  /**
   * @param recordClass the generated class
   * @param schema its schema, which is written, and into which older ones are resolved
   * @param older schemas that messages may also have been written with
   */
  SingleObjectCodec(Class<T> recordClass, Schema schema, List<Schema> older) {
    this.model = modelOf(recordClass);
    this.schema = schema;
    this.fingerprint = fingerprint(schema);
    this.header = headerFor(schema);
    this.writer = new RecordWriter<>(schema, model);
    Map<Long, RecordReader<T>> byFingerprint = new HashMap<>();
    for (Schema each : older) {
      byFingerprint.put(fingerprint(each), reader(each));
    }
    byFingerprint.put(fingerprint, reader(schema));
    this.readers = Map.copyOf(byFingerprint);
  }

  /** Returns a codec for the frames topic. */
  public static SingleObjectCodec<EncodedFrame> ofEncodedFrames() {
    return OfEncodedFrames.CODEC;
  }

  /** Returns a codec for the landmarks topic. */
  public static SingleObjectCodec<FrameLandmarks> ofFrameLandmarks() {
    return OfFrameLandmarks.CODEC;
  }

  /** Returns a codec for the dead letter topic. */
  public static SingleObjectCodec<DeadLetter> ofDeadLetters() {
    return OfDeadLetters.CODEC;
  }

  /** Returns a codec for the events topic. */
  public static SingleObjectCodec<CameraEvent> ofCameraEvents() {
    return OfCameraEvents.CODEC;
  }

  /** Returns a codec for the control topic. */
  public static SingleObjectCodec<CameraConfig> ofCameraConfigs() {
    return OfCameraConfigs.CODEC;
  }

  // Holders of one codec each, so that a program parses the schemas that it uses, once.

  private static final class OfEncodedFrames {
    private static final SingleObjectCodec<EncodedFrame> CODEC =
        current(EncodedFrame.class, EncodedFrame.getClassSchema());
  }

  private static final class OfFrameLandmarks {
    private static final SingleObjectCodec<FrameLandmarks> CODEC =
        current(FrameLandmarks.class, FrameLandmarks.getClassSchema());
  }

  private static final class OfDeadLetters {
    private static final SingleObjectCodec<DeadLetter> CODEC =
        current(DeadLetter.class, DeadLetter.getClassSchema());
  }

  private static final class OfCameraEvents {
    private static final SingleObjectCodec<CameraEvent> CODEC =
        current(CameraEvent.class, CameraEvent.getClassSchema());
  }

  private static final class OfCameraConfigs {
    private static final SingleObjectCodec<CameraConfig> CODEC =
        current(CameraConfig.class, CameraConfig.getClassSchema());
  }

  private static <T extends SpecificRecord> SingleObjectCodec<T> current(
      Class<T> recordClass, Schema schema) {
    return new SingleObjectCodec<>(recordClass, schema, ReleasedSchemas.of(schema.getName()));
  }

  /**
   * Not the shared model: that one finds classes with the class loader that Avro came from, which
   * need not know this jar, and may read floats boxed.
   */
  private static SpecificData modelOf(Class<?> recordClass) {
    SpecificData model = new SpecificData(recordClass.getClassLoader());
    model.setFastReaderEnabled(false);
    model.setCustomCoders(false);
    return model;
  }

  @Override
  public byte[] encode(T record) {
    return encode(header, record);
  }

  /** Encodes a record behind another header. */
  byte[] encode(byte[] header, T record) {
    Objects.requireNonNull(record, "record");
    ByteArrayOutputStream out = new ByteArrayOutputStream(INITIAL_SIZE);
    out.writeBytes(header);
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
      writer.write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      throw refused(
          "record: " + e.getMessage(),
          "a value in every field whose schema has no null",
          "build records with newBuilder()",
          e);
    }
    return out.toByteArray();
  }

  @Override
  public T decode(byte[] bytes, int start, int end) {
    return decode(readerFor(bytes, start, end), bytes, start + HEADER_SIZE, end);
  }

  /** Decodes a record that lies behind whatever header. */
  T decode(RecordReader<T> reader, byte[] bytes, int payload, int end) {
    PayloadCheck.check(reader.getSchema(), bytes, payload, end);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, payload, end - payload, null);
      return reader.read(null, decoder);
    } catch (IOException | RuntimeException e) {
      // Left for what the check cannot know, such as Avro's own limits set by system property.
      throw refused(
          "payload: " + e.getMessage(),
          "a record that the current schema can hold",
          "look at its producer",
          e);
    }
  }

  /** Returns where the record begins if it was written with the current schema; otherwise -1. */
  int currentPayload(byte[] message) {
    boolean isCurrent =
        message.length >= HEADER_SIZE
            && Arrays.equals(message, 0, HEADER_SIZE, header, 0, HEADER_SIZE);
    return isCurrent ? HEADER_SIZE : -1;
  }

  /** Returns the schema that is written. */
  Schema schema() {
    return schema;
  }

  /** Returns whether records of a schema look the same as those of the current one. */
  boolean isCurrent(Schema writer) {
    return fingerprint(writer) == fingerprint;
  }

  /** Makes what reads records that were written with a schema. */
  RecordReader<T> reader(Schema writer) {
    return new RecordReader<>(writer, schema, model);
  }

  private RecordReader<T> readerFor(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < HEADER_SIZE) {
      throw refused(
          "message: " + length + " bytes",
          "at least " + HEADER_SIZE + ", marker and schema fingerprint",
          "see that the producer writes Avro single-object encoding",
          null);
    }
    if (bytes[start] != MARKER[0] || bytes[start + 1] != MARKER[1]) {
      throw refused(
          "message: begins with " + hex(bytes, start, start + MARKER.length),
          hex(MARKER, 0, MARKER.length),
          bytes[start] == 0
              ? "Confluent's wire format takes a schema registry: name it"
              : "see that the producer writes Avro single-object encoding",
          null);
    }
    long fingerprint = littleEndian(bytes).getLong(start + MARKER.length);
    RecordReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw refused(
          "schema fingerprint: " + text(fingerprint),
          "one of " + known(),
          "see that the topic holds %s messages, and update this reader to the writer's release"
              .formatted(schema.getName()),
          null);
    }
    return reader;
  }

  private MessageFormatException refused(
      String found, String rule, String advice, Throwable cause) {
    return new MessageFormatException(
        "%s %s (expected: %s); %s".formatted(schema.getName(), found, rule, advice), cause);
  }

  private String known() {
    TreeSet<String> known = new TreeSet<>();
    readers.keySet().forEach(fingerprint -> known.add(text(fingerprint)));
    return String.join(", ", known);
  }

  private static byte[] headerFor(Schema schema) {
    byte[] header = new byte[HEADER_SIZE];
    littleEndian(header).put(MARKER).putLong(fingerprint(schema));
    return header;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long fingerprint(Schema schema) {
    return SchemaNormalization.parsingFingerprint64(schema);
  }

  /** In the order of its bytes in a message, so that it is found in a dump of one. */
  static String text(long fingerprint) {
    return HexFormat.of().toHexDigits(Long.reverseBytes(fingerprint));
  }

  private static String hex(byte[] bytes, int from, int to) {
    return HexFormat.ofDelimiter(" ").withUpperCase().formatHex(bytes, from, to);
  }
}
