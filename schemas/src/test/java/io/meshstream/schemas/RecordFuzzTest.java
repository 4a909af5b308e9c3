package io.meshstream.schemas;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decodes whatever bytes a fuzzer comes up with as the records of all topics: they are one, which
 * encoded and decoded again is the same, or are refused, and cost little memory.
 */
class RecordFuzzTest {

  /** What decoding may take beside what the record holds. */
  private static final long OVERHEAD_BYTES = 64 * 1024;

  private static final long BYTES_FOR_A_BYTE = 100;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<Target<?>> TARGETS =
      List.of(
          new Target<>(SingleObjectCodec.ofEncodedFrames(), EncodedFrame.getClassSchema()),
          new Target<>(SingleObjectCodec.ofFrameLandmarks(), FrameLandmarks.getClassSchema()),
          new Target<>(SingleObjectCodec.ofDeadLetters(), DeadLetter.getClassSchema()),
          new Target<>(SingleObjectCodec.ofCameraEvents(), CameraEvent.getClassSchema()),
          new Target<>(SingleObjectCodec.ofCameraConfigs(), CameraConfig.getClassSchema()));

  static Stream<byte[]> seeds() {
    List<byte[]> messages =
        List.of(
            SingleObjectCodec.ofEncodedFrames().encode(Samples.encodedFrame()),
            SingleObjectCodec.ofFrameLandmarks().encode(Samples.frameLandmarks()),
            SingleObjectCodec.ofDeadLetters().encode(Samples.deadLetter()),
            SingleObjectCodec.ofCameraEvents().encode(Samples.faceLeft()),
            SingleObjectCodec.ofCameraConfigs().encode(Samples.cameraConfig()));
    return IntStream.range(0, messages.size())
        .mapToObj(
            i -> {
              byte[] message = messages.get(i);
              byte[] input =
                  Arrays.copyOfRange(message, SingleObjectCodec.HEADER_SIZE - 1, message.length);
              input[0] = (byte) i;
              return input;
            });
  }

  /** Takes a byte for the record, and the rest for what lies behind the header of its message. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyBytesAreARecordOrRefused(byte[] input) {
    if (input.length > 0) {
      TARGETS.get((input[0] & 0xff) % TARGETS.size()).tryToDecode(input);
    }
  }

  private record Target<T extends SpecificRecord>(
      SingleObjectCodec<T> codec, byte[] header, String name) {

    Target(SingleObjectCodec<T> codec, Schema schema) {
      this(codec, Messages.header(schema), schema.getName());
    }

    void tryToDecode(byte[] input) {
      byte[] message = Arrays.copyOf(header, header.length + input.length - 1);
      System.arraycopy(input, 1, message, header.length, input.length - 1);
      Optional<T> decoded = decode(message);
      requireLittle(message);
      decoded.ifPresent(this::requireSameAgain);
    }

    private Optional<T> decode(byte[] message) {
      try {
        return Optional.of(codec.decode(message));
      } catch (MessageFormatException refused) {
        if (!refused.getMessage().contains("expected: ")) {
          throw new AssertionError(refused);
        }
        return Optional.empty();
      }
    }

    private void requireSameAgain(T record) {
      byte[] encoded = codec.encode(record);
      T again = codec.decode(encoded);
      if (!record.equals(again) || !Arrays.equals(encoded, codec.encode(again))) {
        throw new AssertionError(name + " is another after it has been encoded: " + record);
      }
    }

    /** Decodes it once more: the first time may have loaded classes. */
    private void requireLittle(byte[] message) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      decode(message);
      long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
      if (allocated > OVERHEAD_BYTES + BYTES_FOR_A_BYTE * message.length) {
        throw new AssertionError(
            "%d bytes allocated for a %s of %d".formatted(allocated, name, message.length));
      }
    }
  }
}
