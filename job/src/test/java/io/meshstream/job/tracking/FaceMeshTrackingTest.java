package io.meshstream.job.tracking;

import static io.meshstream.job.TestFrames.frame;
import static io.meshstream.job.TestFrames.message;
import static io.meshstream.job.TestFrames.source;
import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.options.JobSettings;
import io.meshstream.job.vision.FaceMeshVision;
import io.meshstream.job.vision.VisionEngine;
import io.meshstream.schemas.Face;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.sample.Portrait;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.Test;

/** The operator with the real models. */
class FaceMeshTrackingTest {

  private static final JobSettings SETTINGS = JobSettings.from(new Configuration());
  private static final VisionEngine.Provider FACE_MESH = new FaceMeshVision(SETTINGS);

  @Test
  void aPortraitIsOneFaceOnOneTrackAlsoAcrossARestore() throws Exception {
    List<SourceFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      frames.add(source("cam", 0, i, Portrait.png()));
    }
    List<byte[]> uninterrupted;
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      harness.feed(frames).endInput();
      uninterrupted = harness.messages();
      assertThat(harness.records()).allSatisfy(FaceMeshTrackingTest::assertOneFace);
    }

    OperatorSubtaskState state;
    List<byte[]> interrupted = new ArrayList<>();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      state = harness.feed(frames.subList(0, 2)).snapshot();
      interrupted.addAll(harness.messages());
    }
    try (TrackingHarness harness = TrackingHarness.restored(SETTINGS, FACE_MESH, state)) {
      harness.feed(frames.subList(2, 4)).endInput();
      interrupted.addAll(harness.messages());
    }
    assertThat(interrupted).usingRecursiveComparison().isEqualTo(uninterrupted);
  }

  @Test
  void aPortraitOnItsSideIsTurnedByWhatTheFrameSays() throws Exception {
    byte[] onItsSide = TurnedPortrait.counterClockwise();
    try (TrackingHarness harness = TrackingHarness.started(SETTINGS, FACE_MESH)) {
      harness.feed(source("up", 0, 0, Portrait.png()));
      harness.feed(source("side", 0, message(frame("side", 0, 0, onItsSide).setRotation(90))));
      harness.endInput();

      assertThat(harness.records()).hasSize(2);
      assertThat(harness.records().get(1).getFaces())
          .isEqualTo(harness.records().get(0).getFaces());
    }
  }

  private static void assertOneFace(FrameLandmarks record) {
    assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(record.getWidth()).isEqualTo(512);
    assertThat(record.getHeight()).isEqualTo(512);
    assertThat(record.getModelId()).isNotEmpty();
    assertThat(record.getFaces()).hasSize(1);
    Face face = record.getFaces().get(0);
    assertThat(face.getTrackId()).isEqualTo(1);
    assertThat(face.getLandmarks()).hasSize(3 * 468);
    // The portrait's nose tip, landmark 1, to within a few pixels of 512.
    assertThat(face.getLandmarks().get(3)).isBetween(0.40f, 0.48f);
    assertThat(face.getLandmarks().get(4)).isBetween(0.22f, 0.32f);
  }
}
