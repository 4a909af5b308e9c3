package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.testing.FilledRecord;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FaceRecordsTest {

  /** Fields of the schema that the library does not give yet. */
  private static final Set<String> NOT_MADE_YET = Set.of("poseMatrix", "blendshapes", "irises");

  private static final Detection DETECTION =
      new Detection(
          0.875f,
          new Box(0.25f, 0.125f, 0.75f, 0.875f),
          IntStream.range(0, Detection.KEYPOINTS).mapToObj(i -> new Point(i, 10 + i)).toList());

  @Test
  void everyFieldOfTheSchemaSurvivesTheWayToTheLibraryAndBack() {
    FrameLandmarks record = FilledRecord.landmarks();

    List<Face> back = FaceRecords.of(FaceRecords.toResult(record), /* detections= */ true);

    assertThat(back).hasSameSizeAs(record.getFaces()).isNotEmpty();
    for (int i = 0; i < back.size(); i++) {
      for (Schema.Field field : Face.getClassSchema().getFields()) {
        Object expected = record.getFaces().get(i).get(field.pos());
        assertThat(back.get(i).get(field.pos()))
            .as(field.name())
            .isEqualTo(NOT_MADE_YET.contains(field.name()) ? null : expected);
      }
    }
  }

  @Test
  void aFaceOfTheLibraryIsTheSameAfterItsRecord() {
    for (Landmarks landmarks : List.of(landmarks(468), landmarks(0))) {
      for (Optional<Detection> detection :
          List.of(Optional.of(DETECTION), Optional.<Detection>empty())) {
        io.meshstream.vision.Face face = face(landmarks, detection);

        assertThat(FaceRecords.toFace(FaceRecords.of(face, /* detections= */ true)))
            .isEqualTo(face);
      }
    }
  }

  @Test
  void aFaceWithoutLandmarksHasAnEmptyListOfThemAndItsDetectionWhateverIsAskedFor() {
    Face record =
        FaceRecords.of(face(landmarks(0), Optional.of(DETECTION)), /* detections= */ false);

    assertThat(record.getLandmarks()).isEmpty();
    assertThat(record.getDetection().getScore()).isEqualTo(DETECTION.score());
    assertThat(FaceRecords.toFace(record).landmarks().count()).isZero();
  }

  @Test
  void withoutLandmarksAFaceHasAllTheRest() {
    TaskResult result =
        new TaskResult(
            List.of(face(landmarks(468), Optional.of(DETECTION))), Optional.of(List.of(DETECTION)));
    Face whole = FaceRecords.of(result, /* detections= */ false).get(0);

    Face face = FaceRecords.withoutLandmarks(result, /* detections= */ false).get(0);

    assertThat(face.getLandmarks()).isEmpty();
    assertThat(face.getDetection()).as("its keypoints are landmarks, too").isNull();
    face.put("landmarks", whole.getLandmarks());
    assertThat(face).isEqualTo(whole);
  }

  @Test
  void aFaceWithLandmarksHasItsDetectionWhenAskedFor() {
    io.meshstream.vision.Face face = face(landmarks(468), Optional.of(DETECTION));

    assertThat(FaceRecords.of(face, /* detections= */ false).getDetection()).isNull();
    assertThat(FaceRecords.of(face, /* detections= */ true).getDetection()).isNotNull();
  }

  @Test
  void aRecordWithoutDetectionsDoesNotClaimThatTheDetectorRan() {
    TaskResult result =
        new TaskResult(List.of(face(landmarks(468), Optional.empty())), Optional.empty());
    FrameLandmarks record =
        FrameLandmarks.newBuilder(FilledRecord.landmarks())
            .setFaces(FaceRecords.of(result, /* detections= */ true))
            .build();

    assertThat(FaceRecords.toResult(record)).isEqualTo(result);
  }

  @Test
  void noFaceIsAStatusOfItsOwn() {
    assertThat(FaceRecords.status(List.of())).isEqualTo(FrameStatus.NO_FACE);
    assertThat(FaceRecords.status(List.of("face"))).isEqualTo(FrameStatus.FACES);
  }

  @Test
  void coordinatesThatAreNotPointsAreRefused() {
    Face face = FilledRecord.landmarks().getFaces().get(0);
    face.put("landmarks", FloatList.view(new float[4]));

    assertThatThrownBy(() -> FaceRecords.toFace(face))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("landmark values: 4 (expected: a multiple of 3: x, y, z each)");
  }

  private static io.meshstream.vision.Face face(
      Landmarks landmarks, Optional<Detection> detection) {
    return new io.meshstream.vision.Face(
        42, 0.75f, new Region(0.1f, 0.2f, 0.3f, 0.4f, 0.5f), landmarks, detection);
  }

  private static Landmarks landmarks(int count) {
    float[] values = new float[3 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 3f;
    }
    return Landmarks.wrap(values);
  }
}
