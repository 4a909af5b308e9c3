package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.OnnxVisionEngineFactory;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator with the real models writes the records that earlier versions wrote for the same
 * frames: to the letter but for what models compute, whose last digits depend on the processor.
 *
 * <p>With {@code -Dmeshstream.records=FOLDER} the texts are written there as well, each with the
 * SHA-256 of the messages, which is the same on one machine as long as not a bit changes.
 */
class StoredRecordsTest {

  private static final Path STORED = Path.of("src/test/resources/records");
  private static final String WRITTEN = System.getProperty("meshstream.records", "");

  /** A quarter of a pixel, as a fraction of the picture's width. */
  private static final double TOLERANCE = 5e-4;

  /** When the job runs, by its own clock: 107.6 s. */
  private static final Clock CLOCK = Clock.fixed(Instant.ofEpochMilli(107_600), ZoneOffset.UTC);

  private static final SingleObjectCodec<FrameLandmarks> LANDMARKS =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SingleObjectCodec<DeadLetter> DEAD_LETTERS =
      SingleObjectCodec.ofDeadLetters();

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+[.][0-9]{5}\\b");

  static List<FrameSequence> sequences() {
    return FrameSequence.all();
  }

  @ParameterizedTest
  @MethodSource("sequences")
  void theSameFramesGiveTheRecordsThatTheyAlwaysGave(FrameSequence sequence) throws Exception {
    JobSettings settings = JobSettings.from(Configuration.fromMap(sequence.options()));
    List<FrameLandmarks> records;
    List<DeadLetter> deadLetters;
    try (TrackingHarness harness =
        TrackingHarness.started(settings, new OnnxVisionEngineFactory(settings), CLOCK)) {
      harness.feed(sequence.frames()).endInput();
      // Records of different cameras come in any order.
      records = new ArrayList<>(harness.records());
      records.sort(Comparator.comparing(FrameLandmarks::getCameraId));
      deadLetters = new ArrayList<>(harness.deadLetters());
      deadLetters.sort(Comparator.comparing(DeadLetter::getSourceOffset));
    }
    List<String> lines = new ArrayList<>();
    records.forEach(record -> lines.addAll(RecordText.lines(record)));
    deadLetters.forEach(letter -> lines.add(RecordText.line(letter)));
    if (!WRITTEN.isEmpty()) {
      write(sequence.name(), lines, records, deadLetters);
    }

    assertAgree(lines, Files.readAllLines(STORED.resolve(sequence.name() + ".txt")));
  }

  private static void assertAgree(List<String> lines, List<String> stored) {
    assertThat(lines)
        .map(StoredRecordsTest::withoutNumbers)
        .containsExactlyElementsOf(stored.stream().map(StoredRecordsTest::withoutNumbers).toList());
    for (int i = 0; i < lines.size(); i++) {
      List<Double> numbers = numbers(lines.get(i));
      List<Double> expected = numbers(stored.get(i));
      for (int j = 0; j < numbers.size(); j++) {
        assertThat(numbers.get(j)).as(lines.get(i)).isCloseTo(expected.get(j), within(TOLERANCE));
      }
    }
  }

  private static String withoutNumbers(String line) {
    return NUMBER.matcher(line).replaceAll("n");
  }

  private static List<Double> numbers(String line) {
    return NUMBER.matcher(line).results().map(found -> Double.valueOf(found.group())).toList();
  }

  private static void write(
      String name, List<String> lines, List<FrameLandmarks> records, List<DeadLetter> deadLetters)
      throws IOException {
    Path folder = Files.createDirectories(Path.of(WRITTEN));
    Files.write(folder.resolve(name + ".txt"), lines);
    List<byte[]> messages = new ArrayList<>();
    records.forEach(record -> messages.add(LANDMARKS.encode(record)));
    // The names of classes are for information only.
    deadLetters.forEach(
        letter ->
            messages.add(
                DEAD_LETTERS.encode(DeadLetter.newBuilder(letter).setErrorClass(null).build())));
    Files.writeString(folder.resolve(name + ".sha256"), RecordText.sha256(messages) + "\n");
  }
}
