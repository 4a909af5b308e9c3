package io.meshstream.tools.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Believes whatever an RTSP camera says of its clock as far as it may: no picture is taken after it
 * has arrived, nor more than 2 s before, unless that is the time at which it arrived.
 */
class CaptureTimeFuzzTest {

  private static final Instant ARRIVAL = Instant.parse("2026-01-02T03:04:05.678901Z");
  private static final Duration MOST = Duration.ofSeconds(2);
  private static final int REPORT_BYTES = 2 * Long.BYTES;

  static Stream<byte[]> seeds() {
    long arrival = TimeUnit.SECONDS.toMicros(ARRIVAL.getEpochSecond());
    return LongStream.of(0, 1_000_000, -1_000_000, 3_000_000)
        .mapToObj(
            micros ->
                ByteBuffer.allocate(2 * REPORT_BYTES)
                    .putLong(arrival + micros)
                    .putLong(0)
                    .putLong(arrival)
                    .putLong(1000 * micros)
                    .array());
  }

  /** Takes pairs of the sender's clock at the stream's begin and a moment in the stream. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyClockIsBelievedOrNot(byte[] input) {
    int[] warnings = {0};
    CaptureTime time = new CaptureTime("cam", CaptureTime.Source.CAMERA, warning -> warnings[0]++);
    ByteBuffer in = ByteBuffer.wrap(input);
    while (in.remaining() >= REPORT_BYTES) {
      OptionalLong zero = OptionalLong.of(in.getLong());
      Instant taken = time.of(zero, OptionalLong.of(in.getLong()), ARRIVAL);
      Duration before = Duration.between(taken, ARRIVAL);
      if (before.isNegative() || before.compareTo(MOST) > 0) {
        throw new AssertionError("%s (expected: within 2 s before %s)".formatted(taken, ARRIVAL));
      }
    }
    if (warnings[0] > 1) {
      throw new AssertionError(warnings[0] + " warnings");
    }
  }
}
