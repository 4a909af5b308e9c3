package io.meshstream.job.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.job.vision.Sight;
import io.meshstream.schemas.DeadLetter;
import io.meshstream.schemas.FaceDetection;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.RejectReason;
import io.meshstream.schemas.frames.Rejection;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.Face;
import io.meshstream.vision.FrameResult;
import io.meshstream.vision.Step;
import io.meshstream.vision.TrackingState;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordsTest {

  private static final SourceFrame SOURCE =
      new SourceFrame("cam", 5, 77, 1_700_000_000_000L, new byte[] {1, 2, 3});
  private static final FrameHeader HEADER = new FrameHeader("cam", 3, 9, 123_456);
  private static final Face FACE =
      new Face(
          42,
          0.75f,
          new Region(0.1f, 0.2f, 0.3f, 0.4f, 0.5f),
          Landmarks.wrap(new float[] {1, 2, 3, 4, 5, 6}),
          Optional.of(
              new Detection(
                  0.9f,
                  new Box(0.25f, 0.125f, 0.75f, 0.875f),
                  IntStream.range(0, 6).mapToObj(i -> new Point(i, 10 + i)).toList())));
  private static final Rejection REJECTION =
      new Rejection(RejectReason.PICTURE_CORRUPT, "odd", Optional.of("some.Error"));

  private final LandmarksRecords records = new LandmarksRecords("models", /* detections= */ false);

  @Test
  void everyValueOfAFaceIsInItsRecord() {
    FrameLandmarks record = records.seen(SOURCE, HEADER, seen(List.of(FACE)));

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.FACES);
    assertThat(record.getReason()).isNull();
    assertThat(record.getModelId()).isEqualTo("models");
    assertThat(record.getWidth()).isEqualTo(640);
    assertThat(record.getHeight()).isEqualTo(480);
    assertThat(record.getFaces())
        .containsExactly(
            io.meshstream.schemas.Face.newBuilder()
                .setTrackId(42)
                .setPresence(0.75f)
                .setRegion(new io.meshstream.schemas.Region(0.1f, 0.2f, 0.3f, 0.4f, 0.5f))
                .setLandmarks(FloatList.view(new float[] {1, 2, 3, 4, 5, 6}))
                .build());
  }

  @Test
  void whatTheDetectorSawOfAFaceIsInItsRecordWhenAskedFor() {
    LandmarksRecords detailed = new LandmarksRecords("models", /* detections= */ true);

    FrameLandmarks record = detailed.seen(SOURCE, HEADER, seen(List.of(FACE)));

    FaceDetection detection = record.getFaces().get(0).getDetection();
    assertThat(detection.getScore()).isEqualTo(0.9f);
    assertThat(detection.getXMin()).isEqualTo(0.25f);
    assertThat(detection.getYMin()).isEqualTo(0.125f);
    assertThat(detection.getWidth()).isEqualTo(0.5f);
    assertThat(detection.getHeight()).isEqualTo(0.75f);
    assertThat(FloatList.toArray(detection.getKeypoints()))
        .containsExactly(0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15);
    assertThat(records.seen(SOURCE, HEADER, seen(List.of(FACE))).getFaces().get(0).getDetection())
        .isNull();
  }

  @Test
  void aPictureWithoutAFaceIsNoFace() {
    FrameLandmarks record = records.seen(SOURCE, HEADER, seen(List.of()));

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.NO_FACE);
    assertThat(record.getWidth()).isEqualTo(640);
    assertThat(record.getFaces()).isEmpty();
  }

  @Test
  void aShedFrameSaysWhatItCameAfter() {
    CameraMemory memory = new CameraMemory(3, 9, 0, -1, TrackingState.initial());

    FrameLandmarks record = records.shed(SOURCE, HEADER, memory.shedding(HEADER).orElseThrow());

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.SHED);
    assertThat(record.getReason())
        .isEqualTo("REPEATED: epoch 3, sequence 9 (expected: after epoch 3, sequence 9)");
    assertThat(record.getModelId()).isEmpty();
  }

  @Test
  void aRejectedFrameSaysWhy() {
    FrameLandmarks record = records.rejected(SOURCE, HEADER, REJECTION);

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.REJECTED);
    assertThat(record.getReason()).isEqualTo("PICTURE_CORRUPT: odd");
    assertThat(record.getWidth()).isZero();
  }

  @Test
  void everyRecordCanBeWrittenAndReadBack() {
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
    FrameLandmarks rejected = records.rejected(SOURCE, HEADER, REJECTION);
    FrameLandmarks seen = records.seen(SOURCE, HEADER, seen(List.of()));

    assertThat(codec.decode(codec.encode(rejected))).isEqualTo(rejected);
    assertThat(codec.decode(codec.encode(seen))).isEqualTo(seen);
  }

  @Test
  void aDeadLetterHoldsTheOriginalRecord() {
    DeadLetter letter = new DeadLetters("frames", 3).of(SOURCE, REJECTION);

    assertThat(letter)
        .isEqualTo(
            DeadLetter.newBuilder()
                .setCameraId("cam")
                .setSourceTopic("frames")
                .setSourcePartition(5)
                .setSourceOffset(77)
                .setTimestampMillis(1_700_000_000_000L)
                .setReason("PICTURE_CORRUPT")
                .setErrorClass("some.Error")
                .setMessage("odd")
                .setValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
                .build());
  }

  @Test
  void aDeadLetterThatWouldNotFitSaysThatItsValueIsMissing() {
    DeadLetter letter = new DeadLetters("frames", 2).of(SOURCE, REJECTION);

    assertThat(letter.getValue()).isNull();
    assertThat(letter.getMessage())
        .isEqualTo(
            "odd; its value of 3 bytes is not in this dead letter (limits.dead-letter-bytes = 2)");
  }

  private static Sight.Seen seen(List<Face> faces) {
    FrameResult result = new FrameResult(faces, Optional.empty());
    return new Sight.Seen(new Step(TrackingState.initial(), result), 640, 480);
  }

  private static void assertIdentity(FrameLandmarks record) {
    assertThat(record.getCameraId()).isEqualTo("cam");
    assertThat(record.getEpoch()).isEqualTo(3);
    assertThat(record.getSequence()).isEqualTo(9);
    assertThat(record.getCapturedAtMicros()).isEqualTo(123_456);
    assertThat(record.getSourcePartition()).isEqualTo(5);
    assertThat(record.getSourceOffset()).isEqualTo(77);
  }
}
