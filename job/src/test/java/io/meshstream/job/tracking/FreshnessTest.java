package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.TIMESTAMP_MILLIS;
import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.png;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.FreshnessSettings;
import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.TestingTask;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.testing.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The operator with a frame budget, and the operator in overload. */
@Timeout(60)
class FreshnessTest {

  private static final byte[] FACE = png(4, 4, TestingTask.FACE);
  private static final byte[] DAMAGED = {1, 2, 3, 4, 5, 6, 7, 8, 9};
  private static final int MAX_AGE_MILLIS = 200;

  private final ManualClock clock = new ManualClock(1_000_000);

  @Test
  void aFrameThatGrewTooOldWhileItWaitedIsShedInItsPlace() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(maxAge(), gpu -> engine, clock)) {
      harness.feed(captured("a", 0), captured("a", 1));
      clock.set(clock.millis() + MAX_AGE_MILLIS + 1);
      harness.feed(captured("a", 2));
      engine.analyse("a");
      harness.takeIn();
      engine.analyse("a");
      harness.takeIn();

      assertThat(outcomes(harness)).containsExactly("a 0 TOO_OLD", "a 1 TOO_OLD", "a 2 FACES");
    }
  }

  @Test
  void aFrameThatIsShedChangesNothingForTheNext() throws Exception {
    SteppedEngine engine = SteppedEngine.prompt();
    try (TrackingHarness harness = TrackingHarness.started(maxAge(), gpu -> engine, clock)) {
      harness.feed(captured("a", 0));
      SourceFrame old = captured("a", 1);
      clock.set(clock.millis() + MAX_AGE_MILLIS + 1);
      harness.feed(old, captured("a", 2));

      assertThat(outcomes(harness)).containsExactly("a 0 FACES", "a 1 TOO_OLD", "a 2 FACES");
      assertThat(harness.records().get(2).getFaces().get(0).getTrackId()).isEqualTo(1);
    }
  }

  @Test
  void aFrameThatCannotBeReadIsRejectedHoweverOldItIs() throws Exception {
    SteppedEngine engine = SteppedEngine.prompt();
    try (TrackingHarness harness = TrackingHarness.started(maxAge(), gpu -> engine, clock)) {
      clock.set(TIMESTAMP_MILLIS + Duration.ofHours(1).toMillis());
      harness.feed(source("a", 0, DAMAGED));

      assertThat(harness.records().get(0).getStatus()).isEqualTo(FrameStatus.REJECTED);
      assertThat(harness.deadLetters()).hasSize(1);
    }
  }

  @Test
  void ofAFullQueueTheNewestFramesAreProcessed() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(maxQueue(2), gpu -> engine, clock)) {
      for (int i = 0; i < 6; i++) {
        harness.feed(captured("a", i));
      }
      while (engine.pending() > 0) {
        engine.analyse(0);
        harness.takeIn();
      }

      assertThat(outcomes(harness))
          .containsExactly(
              "a 0 FACES",
              "a 1 QUEUE_FULL",
              "a 2 QUEUE_FULL",
              "a 3 QUEUE_FULL",
              "a 4 FACES",
              "a 5 FACES");
    }
  }

  @Test
  void inOverloadFramesThatAreProcessedAreFreshAndEveryCameraGetsItsFairShare() throws Exception {
    Map<String, Integer> periods = new TreeMap<>();
    for (int camera = 0; camera < 8; camera++) {
      periods.put("camera-" + camera, 13 + camera % 2);
    }
    // 200 frames a second can be processed, 593 come.
    Overload overload = new Overload(clock, maxAge(), /* threads= */ 2, /* serviceMillis= */ 10);

    List<Overload.Done> done = overload.run(periods, Duration.ofSeconds(20));

    assertThat(done).hasSize(overload.sent());
    assertBalanced(done, overload.sent());
    assertThat(done)
        .filteredOn(Overload.Done::isProcessed)
        .hasSizeGreaterThan(3_800)
        .allMatch(frame -> frame.ageMillis() <= MAX_AGE_MILLIS + 10);
    assertThat(processed(done).values()).allMatch(count -> count > 485 && count < 515);
  }

  @Test
  void aCameraThatSendsManyTimesAsMuchDoesNotStarveTheOthers() throws Exception {
    Map<String, Integer> periods = new TreeMap<>(Map.of("greedy", 2));
    for (int camera = 0; camera < 4; camera++) {
      periods.put("modest-" + camera, 40);
    }
    // 200 frames a second can be processed, 600 come: 500 of them from one camera.
    Overload overload = new Overload(clock, maxAge(), /* threads= */ 2, /* serviceMillis= */ 10);

    List<Overload.Done> done = overload.run(periods, Duration.ofSeconds(20));

    assertBalanced(done, overload.sent());
    Map<String, Long> processed = processed(done);
    assertThat(processed.remove("greedy")).isLessThan(4_000L);
    assertThat(processed.values()).allMatch(count -> count > 450);
  }

  @Test
  void whateverACameraSendsItsNeighbourWaitsForOneFrameOfItAtMost() throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(maxAge(), gpu -> engine, clock)) {
      for (int i = 0; i < 400; i++) {
        harness.feed(captured("greedy", i));
      }
      harness.feed(captured("modest", 0));
      assertThat(engine.cameras()).containsExactly("greedy");
      engine.analyse("greedy");
      harness.takeIn();

      assertThat(engine.cameras()).containsExactly("modest");
    }
  }

  @Test
  void ofACameraThatSendsTooMuchTheNewestFramesAreAnalysedAndEveryFrameHasItsRecordInOrder()
      throws Exception {
    SteppedEngine engine = new SteppedEngine(1);
    try (TrackingHarness harness = TrackingHarness.started(maxAge(), gpu -> engine, clock)) {
      for (int i = 0; i < 400; i++) {
        harness.feed(captured("greedy", i));
      }
      while (engine.pending() > 0) {
        engine.analyse(0);
        harness.takeIn();
      }

      assertThat(harness.records())
          .extracting(FrameLandmarks::getSequence)
          .containsExactlyElementsOf(LongStream.range(0, 400).boxed().toList());
      assertThat(harness.records())
          .filteredOn(record -> record.getStatus() == FrameStatus.FACES)
          .extracting(FrameLandmarks::getSequence)
          .containsExactly(0L, 392L, 393L, 394L, 395L, 396L, 397L, 398L, 399L);
    }
  }

  @Test
  void withoutABudgetEverythingIsProcessedHoweverLate() throws Exception {
    JobSettings settings = JobSettings.from(new Configuration());
    Overload overload = new Overload(clock, settings, /* threads= */ 2, /* serviceMillis= */ 10);

    List<Overload.Done> done = overload.run(Map.of("a", 5, "b", 5, "c", 5), Duration.ofSeconds(3));

    assertThat(done).hasSize(overload.sent()).allMatch(Overload.Done::isProcessed);
  }

  private static void assertBalanced(List<Overload.Done> done, int sent) {
    assertThat(done.stream().map(frame -> frame.camera() + " " + frame.sequence()).distinct())
        .hasSize(sent);
  }

  private static Map<String, Long> processed(List<Overload.Done> done) {
    return done.stream()
        .filter(Overload.Done::isProcessed)
        .collect(Collectors.groupingBy(Overload.Done::camera, TreeMap::new, Collectors.counting()));
  }

  private static List<String> outcomes(TrackingHarness harness) {
    return harness.records().stream().map(FreshnessTest::outcome).toList();
  }

  private static String outcome(FrameLandmarks record) {
    String what =
        record.getStatus() == FrameStatus.SHED
            ? record.getReason().substring(0, record.getReason().indexOf(':'))
            : record.getStatus().name();
    return "%s %d %s".formatted(record.getCameraId(), record.getSequence(), what);
  }

  private SourceFrame captured(String camera, long sequence) {
    return source(
        camera,
        sequence,
        message(frame(camera, 0, sequence, FACE).setCapturedAtMicros(1000 * clock.millis())));
  }

  private static JobSettings maxAge() {
    Configuration options = new Configuration();
    options.set(FreshnessSettings.MAX_AGE, Duration.ofMillis(MAX_AGE_MILLIS));
    return JobSettings.from(options);
  }

  private static JobSettings maxQueue(int frames) {
    Configuration options = new Configuration();
    options.set(FreshnessSettings.MAX_QUEUE, frames);
    return JobSettings.from(options);
  }
}
