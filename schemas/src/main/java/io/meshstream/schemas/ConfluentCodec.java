package io.meshstream.schemas;

import io.meshstream.schemas.registry.LookUps;
import io.meshstream.schemas.registry.RegistryException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns records into messages and back: the wire format of Confluent's serialisers, that is a zero
 * byte, the id of the writer's schema in a registry in 4 bytes with the highest first, and the
 * record in Avro binary.
 *
 * <p>Reads messages in {@linkplain SingleObjectCodec single-object encoding} as well, so that
 * writers may change over one by one. A schema comes from the configured registry only, and is used
 * for nothing but to find the fields of the record.
 *
 * @param <T> class of the record
 */
public final class ConfluentCodec<T extends SpecificRecord> implements RecordCodec<T> {

  private static final byte MARKER = 0;

  /** Bytes in front of the record: marker and id. */
  static final int HEADER_SIZE = 1 + Integer.BYTES;

  private final SingleObjectCodec<T> plain;
  private final LookUps<RecordReader<T>> readers;

  /** Null if nothing is written. */
  private final byte[] header;

  /**
   * @param plain knows the record, and reads messages that need no registry
   * @param readers makes look-ups, given what makes a reader of a writer's schema
   * @param writerId id of the current schema; empty if nothing is written
   */
  ConfluentCodec(
      SingleObjectCodec<T> plain,
      Function<Function<Schema, RecordReader<T>>, LookUps<RecordReader<T>>> readers,
      OptionalInt writerId) {
    this.plain = plain;
    this.readers = readers.apply(this::reader);
    this.header = writerId.isPresent() ? header(writerId.getAsInt()) : null;
  }

  private static byte[] header(int id) {
    return ByteBuffer.allocate(HEADER_SIZE).put(MARKER).putInt(id).array();
  }

  private RecordReader<T> reader(Schema writer) {
    var compatibility =
        SchemaCompatibility.checkReaderWriterCompatibility(plain.schema(), writer).getResult();
    if (compatibility.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
      throw RegistryException.unsuitable(
          writer.getFullName(),
          "a schema that %s can be read with".formatted(plain.schema().getName()));
    }
    return plain.reader(writer);
  }

  @Override
  public byte[] encode(T record) {
    if (header == null) {
      throw new IllegalStateException("this codec was made to read");
    }
    return plain.encode(header, record);
  }

  @Override
  public T decode(byte[] bytes, int start, int end) {
    return isOurs(bytes, start, end)
        ? plain.decode(reader(bytes, start, end), bytes, start + HEADER_SIZE, end)
        : plain.decode(bytes, start, end);
  }

  private static boolean isOurs(byte[] bytes, int start, int end) {
    return end > start && bytes[start] == MARKER;
  }

  private RecordReader<T> reader(byte[] bytes, int start, int end) {
    String record = plain.schema().getName();
    if (end - start < HEADER_SIZE) {
      throw new MessageFormatException(
          "%s message: %d bytes that begin with 00 (expected: at least %d, marker and schema id); see that the producer writes Confluent's wire format"
              .formatted(record, end - start, HEADER_SIZE));
    }
    int id = ByteBuffer.wrap(bytes, start + 1, Integer.BYTES).getInt();
    try {
      return readers.get(id);
    } catch (RegistryException e) {
      if (e.isTemporary()) {
        throw e;
      }
      throw new MessageFormatException(
          "%s message with schema id %d: %s".formatted(record, id, e.getMessage()), e);
    }
  }

  /** Returns where the record begins if it was written with the current schema; otherwise -1. */
  int currentPayload(byte[] message) {
    if (!isOurs(message, 0, message.length)) {
      return plain.currentPayload(message);
    }
    return plain.isCurrent(reader(message, 0, message.length).getSchema()) ? HEADER_SIZE : -1;
  }

  /** Names the record, for messages. */
  @Override
  public String toString() {
    return "ConfluentCodec[%s]".formatted(plain.schema().getName());
  }
}
