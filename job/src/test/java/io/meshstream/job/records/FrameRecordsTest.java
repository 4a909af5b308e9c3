package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;

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
import io.meshstream.vision.TaskResult;
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

class FrameRecordsTest {

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

  @Test
  void everyValueOfAFaceIsInItsRecord() {
    FrameLandmarks record = analysed(/* detections= */ false, FACE);

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
    FrameLandmarks record = analysed(/* detections= */ true, FACE);

    FaceDetection detection = record.getFaces().get(0).getDetection();
    assertThat(detection.getScore()).isEqualTo(0.9f);
    assertThat(detection.getXMin()).isEqualTo(0.25f);
    assertThat(detection.getYMin()).isEqualTo(0.125f);
    assertThat(detection.getWidth()).isEqualTo(0.5f);
    assertThat(detection.getHeight()).isEqualTo(0.75f);
    assertThat(FloatList.toArray(detection.getKeypoints()))
        .containsExactly(0, 10, 1, 11, 2, 12, 3, 13, 4, 14, 5, 15);
    assertThat(analysed(/* detections= */ false, FACE).getFaces().get(0).getDetection()).isNull();
  }

  @Test
  void aPictureWithoutAFaceIsNoFace() {
    FrameLandmarks record = analysed(/* detections= */ false);

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.NO_FACE);
    assertThat(record.getWidth()).isEqualTo(640);
    assertThat(record.getFaces()).isEmpty();
  }

  @Test
  void aShedFrameSaysWhy() {
    FrameLandmarks record = FrameRecords.shed(SOURCE, HEADER, "REPEATED", "epoch 3, sequence 9");

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.SHED);
    assertThat(record.getReason()).isEqualTo("REPEATED: epoch 3, sequence 9");
    assertThat(record.getModelId()).isEmpty();
  }

  @Test
  void aRejectedFrameSaysWhy() {
    FrameLandmarks record = FrameRecords.rejected(SOURCE, HEADER, REJECTION);

    assertIdentity(record);
    assertThat(record.getStatus()).isEqualTo(FrameStatus.REJECTED);
    assertThat(record.getReason()).isEqualTo("PICTURE_CORRUPT: odd");
    assertThat(record.getWidth()).isZero();
  }

  @Test
  void everyRecordCanBeWrittenAndReadBack() {
    SingleObjectCodec<FrameLandmarks> codec = SingleObjectCodec.ofFrameLandmarks();
    FrameLandmarks rejected = FrameRecords.rejected(SOURCE, HEADER, REJECTION);
    FrameLandmarks analysed = analysed(/* detections= */ false);

    assertThat(codec.decode(codec.encode(rejected))).isEqualTo(rejected);
    assertThat(codec.decode(codec.encode(analysed))).isEqualTo(analysed);
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

  private static FrameLandmarks analysed(boolean detections, Face... faces) {
    TaskResult result = new TaskResult(List.of(faces), Optional.empty());
    return FrameRecords.analysed(
        SOURCE, HEADER, "models", 640, 480, result, new FaceForm(true, detections, false));
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
