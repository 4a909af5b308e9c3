package io.meshstream.schemas;

import java.nio.ByteBuffer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns records into messages and back. Messages may come from anyone: a class is never taken from
 * a message, and decoding allocates no more than a small multiple of the message's size.
 *
 * <p>Immutable to its callers and thread-safe.
 *
 * @param <T> class of the record
 */
public sealed interface RecordCodec<T extends SpecificRecord>
    permits SingleObjectCodec, ConfluentCodec {

  /**
   * Encodes a record as one message.
   *
   * @throws MessageFormatException if a field that may not be null is
   */
  byte[] encode(T record);

  /**
   * Decodes one message.
   *
   * @throws MessageFormatException if the bytes are not one whole message of a known schema
   * @throws io.meshstream.schemas.registry.RegistryException if its schema is not known, and a
   *     registry that would have to be asked does not answer: the message may be a good one
   */
  default T decode(byte[] message) {
    return decode(message, 0, message.length);
  }

  /**
   * Decodes the message that lies between two places of an array.
   *
   * @param start of its first byte
   * @param end behind its last byte
   * @throws MessageFormatException as above
   * @throws io.meshstream.schemas.registry.RegistryException as above
   */
  T decode(byte[] bytes, int start, int end);

  /**
   * Decodes the message that lies between the buffer's position and its limit, neither of which is
   * changed. The record shares no memory with the buffer.
   *
   * @throws MessageFormatException as above
   * @throws io.meshstream.schemas.registry.RegistryException as above
   */
  default T decode(ByteBuffer message) {
    if (message.hasArray()) {
      int start = message.arrayOffset() + message.position();
      return decode(message.array(), start, start + message.remaining());
    }
    byte[] copy = new byte[message.remaining()];
    message.duplicate().get(copy);
    return decode(copy);
  }
}
