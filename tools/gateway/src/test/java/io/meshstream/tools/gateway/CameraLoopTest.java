package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.EncodedFrame;
import io.meshstream.schemas.EncodedFrameSerializer;
import io.meshstream.schemas.producer.CameraFeed;
import io.meshstream.schemas.producer.FrameProducer;
import io.meshstream.schemas.producer.SendLimits;
import io.meshstream.schemas.producer.WhenFull;
import io.meshstream.tools.http.CertificateRule;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CameraLoopTest {

  private final MockProducer<String, EncodedFrame> kafka =
      new MockProducer<>(true, null, new StringSerializer(), new EncodedFrameSerializer());
  private final CameraFeed feed =
      new FrameProducer(kafka, "frames", SendLimits.of(WhenFull.DROP)).camera("cam");
  private final CameraStatus status = new CameraStatus(feed);
  private final TestingTicker ticker = new TestingTicker();

  private final Deque<SourceOpener> openers = new ArrayDeque<>();
  private final List<TestingSource> opened = new ArrayList<>();

  @AfterEach
  void everySourceIsClosed() {
    Thread.interrupted();
    assertThat(opened).allMatch(TestingSource::isClosed);
  }

  @Test
  void sendsAFileOnce() {
    opens(TestingSource.ending(3));

    run("clip.mp4", false);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.ENDED);
    assertThat(sequences()).containsExactly(0L, 1L, 2L);
    assertThat(status.problem()).isEmpty();
  }

  @Test
  void goesOnInTheSameEpochWhenAFileLoops() {
    opens(TestingSource.ending(2));
    opens(TestingSource.ending(2));

    run("clip.mp4", true);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.STOPPED);
    assertThat(sequences()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(epochs()).hasSize(1);
    assertThat(status.reconnections()).isZero();
  }

  @Test
  void failsWithAFileThatHasNoPictures() {
    opens(TestingSource.ending(0));

    run("clip.mp4", true);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.FAILED);
    assertThat(status.problem()).hasValueSatisfying(p -> assertThat(p).contains("no pictures"));
  }

  @Test
  void failsWithAFileThatBreaksOff() {
    opens(TestingSource.failing(1, "clip.mp4: broken"));

    run("clip.mp4", false);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.FAILED);
    assertThat(status.problem()).contains("clip.mp4: broken");
    assertThat(sequences()).containsExactly(0L);
  }

  @Test
  void eachConnectionOfWhatIsLiveIsANewEpoch() {
    opens(TestingSource.ending(2));
    refuses("no answer");
    opens(TestingSource.failing(1, "cut"));
    opens(TestingSource.ending(1));

    run("rtsp://cam/1", false);

    assertThat(sequences()).containsExactly(0L, 1L, 0L, 0L);
    assertThat(epochs()).hasSize(3).isSorted().doesNotHaveDuplicates();
    assertThat(status.reconnections()).isEqualTo(2);
  }

  @Test
  void waitsLongerEachTimeUntilTheCameraWorks() {
    refuses("no answer");
    refuses("no answer");
    refuses("no answer");
    opens(TestingSource.ending(1));
    refuses("no answer");

    run("rtsp://cam/1", false);

    assertThat(ticker.sleeps().stream().map(Duration::toSeconds))
        .containsExactly(1L, 2L, 4L, 1L, 2L);
  }

  @Test
  void aCameraThatOpensButShowsNothingIsTriedEverMoreSeldom() {
    opens(TestingSource.ending(0));
    opens(TestingSource.failing(0, "nothing"));
    opens(TestingSource.ending(0));

    run("rtsp://cam/1", false);

    assertThat(ticker.sleeps().stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L);
  }

  @Test
  void saysWhyAndForHowLongItWaits() {
    refuses("no answer");
    List<String> seen = new ArrayList<>();
    openers.add(
        listener -> {
          seen.add(status.problem().orElse(""));
          throw new InterruptedException();
        });

    run("rtsp://cam/1", false);

    assertThat(seen).containsExactly("no answer");
  }

  @Test
  void turnsPicturesAsTheSourceSaysUnlessToldOtherwise() {
    opens(TestingSource.ending(1));
    run("clip.mp4", false);
    opens(TestingSource.ending(1));
    run(
        new CameraSettings(
            "cam",
            CameraUrl.parse("clip.mp4"),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.of(90),
            /* loop= */ false,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            /* restartMarkers= */ false));

    assertThat(kafka.history().stream().map(record -> record.value().getRotation()))
        .containsExactly(180, 90);
  }

  @Test
  void whatIsLiveIsTriedAgainEvenAfterABug() {
    openers.add(
        listener -> {
          throw new IllegalStateException("a bug");
        });
    opens(TestingSource.ending(1));

    run("rtsp://cam/1", false);

    assertThat(sequences()).containsExactly(0L);
    assertThat(ticker.sleeps()).startsWith(Duration.ofSeconds(1));
  }

  @Test
  void aFileFailsWithABug() {
    openers.add(
        listener -> {
          throw new IllegalStateException("a bug");
        });

    run("clip.mp4", false);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.FAILED);
    assertThat(status.problem()).hasValueSatisfying(p -> assertThat(p).contains("a bug"));
  }

  @Test
  void aCameraWhoseThreadDiesHasFailed() {
    openers.add(
        listener -> {
          throw new UnsatisfiedLinkError("no such library");
        });

    run("rtsp://cam/1", false);

    assertThat(status.phase()).isEqualTo(CameraStatus.Phase.FAILED);
    assertThat(status.problem()).hasValueSatisfying(p -> assertThat(p).contains("no such library"));
  }

  private void opens(TestingSource source) {
    openers.add(
        listener -> {
          opened.add(source);
          return source;
        });
  }

  private void refuses(String why) {
    openers.add(
        listener -> {
          throw new SourceException(why);
        });
  }

  private void run(String url, boolean loop) {
    run(
        new CameraSettings(
            "cam",
            CameraUrl.parse(url),
            OptionalDouble.empty(),
            Optional.empty(),
            OptionalInt.empty(),
            OptionalInt.empty(),
            loop,
            CertificateRule.trusted(),
            CaptureTime.Source.CAMERA,
            /* restartMarkers= */ false));
  }

  /** Runs until the openers are used up, then as if the gateway were stopped. */
  private void run(CameraSettings settings) {
    SourceOpener opener =
        listener -> {
          if (openers.isEmpty()) {
            throw new InterruptedException();
          }
          return openers.remove().open(listener);
        };
    new CameraLoop(settings, opener, feed, status, ticker, new Backoff(() -> 0)).run();
  }

  private List<Long> sequences() {
    return kafka.history().stream().map(record -> record.value().getSequence()).toList();
  }

  private List<Long> epochs() {
    return kafka.history().stream().map(record -> record.value().getEpoch()).distinct().toList();
  }
}
