package io.meshstream.job.options;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Reads whatever command line a fuzzer comes up with: it is one of the job's, or everything that is
 * wrong with it is listed.
 */
class OptionsFuzzTest {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "--kafka.bootstrap-servers=b:9092\n--frames.topic\nx\n--face.max-faces=2",
            "--sink.delivery=exactly-once\n--checkpoint.interval=1 s\n--inference.batch-sizes=8,32",
            "--limits.frame-bytes=1 mb\n--limits.camera-rate=0.5\n--freshness.max-age=200ms",
            "--inference.device=cuda:1\n--frames.format=raw\n--task=face-detection",
            "--kafka.properties.security.protocol=SSL\n--decode.region-scale=auto\n--state.ttl=0s",
            "--registry.url=http://r:1,https://r:2\n--control.topic=c\n--events.topic=e")
        .map(line -> line.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes each line as an argument. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyCommandLineIsReadOrRefused(byte[] input) {
    String[] arguments = new String(input, StandardCharsets.UTF_8).split("\n");
    if (Arrays.stream(arguments).anyMatch(OptionsFuzzTest::namesAFile)) {
      return;
    }
    try {
      JobSettings.from(arguments, Map.of());
    } catch (InvalidOptionsException refused) {
      if (!refused.getMessage().contains("expected: ")) {
        throw new AssertionError(refused);
      }
    }
  }

  /** A fuzzer may name any file of the machine. */
  private static boolean namesAFile(String argument) {
    return argument.contains("config") || argument.contains("store") || argument.contains("file");
  }
}
