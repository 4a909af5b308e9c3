package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.schemas.Face;
import io.meshstream.schemas.FloatList;
import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.ContractLimits;
import io.meshstream.schemas.testing.FilledRecord;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.Hand;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.HeadPose;
import io.meshstream.vision.pose.MetricMesh;
import io.meshstream.vision.pose.PoseMatrix;
import io.meshstream.vision.pose.RegionPoses;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import io.meshstream.vision.topology.FaceContour;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class FaceRecordsTest {

  /** Fields whose values follow from those of others. */
  private static final Set<String> DERIVED = Set.of("headPose", "contours");

  private static final FaceForm ALL = FaceForm.whole();
  private static final FaceForm USUAL = new FaceForm(true, false, false);

  private static final FaceGeometry GEOMETRY =
      new FaceGeometry(
          Optional.of(matrix(1)),
          Optional.of(MetricMesh.copyOf(new float[1404])),
          Optional.of(new RegionPoses(matrix(1), matrix(2), matrix(3), matrix(4))));

  private static final Detection DETECTION =
      new Detection(
          0.875f,
          new Box(0.25f, 0.125f, 0.75f, 0.875f),
          IntStream.range(0, Detection.FACE_KEYPOINTS)
              .mapToObj(i -> new Point(i, 10 + i))
              .toList());

  @Test
  void everyFieldOfTheSchemaSurvivesTheWayToTheLibraryAndBack() {
    FrameLandmarks filled = FilledRecord.landmarks();
    // Irises are points beyond a whole mesh.
    Face face =
        Face.newBuilder(filled.getFaces().get(0))
            .setLandmarks(FloatList.view(landmarks(468).toArray()))
            .setIrises(FloatList.view(landmarks(10).toArray()))
            .build();
    FrameLandmarks record = FrameLandmarks.newBuilder(filled).setFaces(List.of(face)).build();

    List<Face> back = FaceRecords.of(FaceRecords.toResult(record), ALL);

    assertThat(back).hasSameSizeAs(record.getFaces()).isNotEmpty();
    for (int i = 0; i < back.size(); i++) {
      for (Schema.Field field : Face.getClassSchema().getFields()) {
        if (DERIVED.contains(field.name())) {
          continue;
        }
        Object expected = record.getFaces().get(i).get(field.pos());
        assertThat(back.get(i).get(field.pos())).as(field.name()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aFaceOfTheLibraryIsTheSameAfterItsRecord() {
    for (Landmarks landmarks : List.of(landmarks(468), landmarks(478), landmarks(0))) {
      for (Optional<Detection> detection :
          List.of(Optional.of(DETECTION), Optional.<Detection>empty())) {
        io.meshstream.vision.Face face = face(landmarks, detection);

        assertThat(FaceRecords.toFace(FaceRecords.of(face, ALL))).isEqualTo(face);
      }
    }
  }

  @Test
  void pointsBeyondTheMeshAreTheIrisesAndLeaveTheJobOnlyWithTheMesh() {
    io.meshstream.vision.Face face = face(landmarks(478), Optional.empty());

    Face whole = FaceRecords.of(face, USUAL);
    Face withoutMesh = FaceRecords.of(face, new FaceForm(false, false, false));

    assertThat(FloatList.toArray(whole.getLandmarks())).isEqualTo(landmarks(468).toArray());
    assertThat(whole.getIrises()).hasSize(30);
    assertThat(whole.getIrises().get(0)).isEqualTo(face.landmarks().x(468));
    assertThat(whole.getIrises().get(29)).isEqualTo(face.landmarks().z(477));
    assertThat(withoutMesh.getLandmarks()).isEmpty();
    assertThat(withoutMesh.getIrises()).isNull();
  }

  @Test
  void aFaceWithoutLandmarksHasAnEmptyListOfThemAndItsDetectionWhateverIsAskedFor() {
    Face record = FaceRecords.of(face(landmarks(0), Optional.of(DETECTION)), USUAL);

    assertThat(record.getLandmarks()).isEmpty();
    assertThat(record.getDetection().getScore()).isEqualTo(DETECTION.score());
    assertThat(FaceRecords.toFace(record).landmarks().count()).isZero();
  }

  @Test
  void blendshapesAreTheSameAfterTheirRecord() {
    float[] scores = new float[Blendshapes.COUNT];
    scores[44] = 0.75f;
    io.meshstream.vision.Face face =
        face(landmarks(468), Optional.empty())
            .withDetails(FaceDetails.none().withBlendshapes(Optional.of(Blendshapes.wrap(scores))));

    Face record = FaceRecords.of(face, USUAL);

    assertThat(record.getBlendshapes()).hasSize(52);
    assertThat(record.getBlendshapes().get(44)).isEqualTo(0.75f);
    assertThat(FaceRecords.toFace(record)).isEqualTo(face);
  }

  @Test
  void blendshapesOfAnotherNumberAreRefused() {
    Face record =
        Face.newBuilder(FaceRecords.of(face(landmarks(468), Optional.empty()), USUAL))
            .setBlendshapes(List.of(0f, 1f))
            .build();

    assertThatThrownBy(() -> FaceRecords.toFace(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("blendshapes: 2 values (expected: 52)");
  }

  @Test
  void whereAFaceIsInSpaceIsTheSameAfterItsRecord() {
    io.meshstream.vision.Face face =
        face(landmarks(468), Optional.of(DETECTION))
            .withDetails(FaceDetails.none().withGeometry(Optional.of(GEOMETRY)));
    Face record = FaceRecords.of(face, ALL);

    assertThat(FaceRecords.toFace(record)).isEqualTo(face);
    HeadPose expected = GEOMETRY.pose().orElseThrow().headPose();
    assertThat(record.getHeadPose().getYaw()).isEqualTo(expected.yaw());
    assertThat(record.getHeadPose().getPitch()).isEqualTo(expected.pitch());
    assertThat(record.getHeadPose().getRoll()).isEqualTo(expected.roll());
    assertThat(record.getHeadPose().getX()).isEqualTo(expected.x());
    assertThat(record.getHeadPose().getY()).isEqualTo(expected.y());
    assertThat(record.getHeadPose().getZ()).isEqualTo(expected.z());
    assertThat(record.getRegionPoses()).hasSize(64);
    assertThat(record.getRegionPoses().subList(0, 16)).startsWith(1f, 2f).endsWith(16f);
    assertThat(record.getRegionPoses().subList(48, 64)).startsWith(4f, 5f).endsWith(19f);
  }

  @Test
  void whatAFaceShowsIsTheSameAfterItsRecordWhetherItHasAMeshOrNot() {
    for (Optional<GazeZone> zone :
        Stream.concat(
                Stream.of(Optional.<GazeZone>empty()),
                Arrays.stream(GazeZone.values()).map(Optional::of))
            .toList()) {
      FaceDetails details =
          FaceDetails.none()
              .withSignals(Optional.of(new FaceSignals(0.25f, 0.3f, 0.1f, 0.9f, 120, zone)))
              .withQuality(Optional.of(new CropQuality(0.5f, 300)));
      io.meshstream.vision.Face face =
          face(landmarks(468), Optional.of(DETECTION)).withDetails(details);

      Face withoutMesh = FaceRecords.of(face, new FaceForm(false, false, false));

      assertThat(FaceRecords.toFace(FaceRecords.of(face, ALL))).isEqualTo(face);
      assertThat(FaceRecords.toFace(withoutMesh).details()).isEqualTo(details);
    }
  }

  @Test
  void aZoneThatCameLaterIsNone() {
    FrameLandmarks record = FilledRecord.landmarks();
    Face face = record.getFaces().get(0);
    face.getSignals()
        .put(
            io.meshstream.schemas.FaceSignals.getClassSchema().getField("gazeZone").pos(),
            io.meshstream.schemas.GazeZone.UNKNOWN);

    assertThat(FaceRecords.toFace(face).details().signals().orElseThrow().gazeZone()).isEmpty();
  }

  @Test
  void outlinesAreInARecordThatHasNoMeshIfTheyAreAskedFor() {
    io.meshstream.vision.Face face =
        face(landmarks(468), Optional.empty())
            .withDetails(FaceDetails.none().withGeometry(Optional.of(GEOMETRY)));

    Face record = FaceRecords.of(face, new FaceForm(false, false, true));

    assertThat(record.getLandmarks()).isEmpty();
    assertThat(record.getMetricMesh()).as("it is a mesh, too").isNull();
    assertThat(record.getPoseMatrix()).isNotNull();
    assertThat(FloatList.toArray(record.getContours()))
        .isEqualTo(FaceContour.points(face.landmarks()));
    assertThat(FaceRecords.of(face, ALL).getContours()).isNull();
    assertThat(
            FaceRecords.of(face(landmarks(0), Optional.of(DETECTION)), ALL.withContours(true))
                .getContours())
        .isNull();
  }

  @Test
  void outlinesAreReadWhereTheyStandForTheMesh() {
    io.meshstream.vision.Face face = face(landmarks(468), Optional.empty());
    Landmarks outlines = Landmarks.wrap(FaceContour.points(face.landmarks()));
    FaceForm outlined = new FaceForm(false, false, true);

    Face record = FaceRecords.of(face, outlined);

    assertThat(FaceRecords.toFace(record).details().contours()).contains(outlines);
    assertThat(FaceRecords.of(FaceRecords.toFace(record), outlined)).isEqualTo(record);
    Face both = FaceRecords.of(face, ALL.withContours(true));
    assertThat(FaceRecords.toFace(both)).as("its landmarks have them").isEqualTo(face);
    record.put("contours", FloatList.view(new float[3]));
    assertThatThrownBy(() -> FaceRecords.toFace(record))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("contours: 3 values (expected: 399: x, y, z of each point)");
  }

  @Test
  void asManyFacesAsThereCanBeFitIntoARecordWithAllThatCanBeAskedFor() {
    io.meshstream.vision.Face face =
        face(landmarks(468), Optional.of(DETECTION))
            .withDetails(FaceDetails.none().withGeometry(Optional.of(GEOMETRY)));
    TaskResult crowd =
        new TaskResult(Collections.nCopies(ContractLimits.FACES, face), Optional.empty());
    TaskResult some = new TaskResult(Collections.nCopies(64, face), Optional.empty());
    FaceForm form = ALL.withContours(true);

    List<Face> faces = FaceRecords.of(crowd, form);

    FrameLandmarks record =
        FrameLandmarks.newBuilder(FilledRecord.landmarks())
            .setFaces(faces)
            .setHands(List.of())
            .build();
    assertThat(SingleObjectCodec.ofFrameLandmarks().encode(record).length)
        .isLessThan(ContractLimits.LANDMARKS_BYTES);
    assertThat(faces.get(0).getMetricMesh()).hasSize(1404);
    assertThat(faces.get(ContractLimits.FACES - 1).getMetricMesh()).isNull();
    assertThat(faces).allMatch(each -> each.getLandmarks().size() == 1404);
    assertThat(FaceRecords.of(some, form)).allMatch(each -> each.getMetricMesh() != null);
  }

  @Test
  void contoursThatFollowFromLandmarksGiveWayToManyHands() {
    io.meshstream.vision.Face face =
        face(landmarks(478), Optional.of(DETECTION))
            .withDetails(
                FaceDetails.none()
                    .withGeometry(Optional.of(GEOMETRY))
                    .withBlendshapes(Optional.of(Blendshapes.wrap(new float[Blendshapes.COUNT]))));
    Hand hand = HandRecords.toHand(FilledRecord.landmarks().getHands().get(0));
    TaskResult crowd =
        new TaskResult(
            Collections.nCopies(ContractLimits.FACES, face),
            Optional.empty(),
            Collections.nCopies(ContractLimits.HANDS, hand),
            Optional.empty());
    FaceForm form = ALL.withContours(true);

    List<Face> faces = FaceRecords.of(crowd, form);

    FrameLandmarks record =
        FrameLandmarks.newBuilder(FilledRecord.landmarks())
            .setFaces(faces)
            .setHands(HandRecords.of(crowd, form))
            .build();
    assertThat(SingleObjectCodec.ofFrameLandmarks().encode(record).length)
        .isLessThan(ContractLimits.LANDMARKS_BYTES);
    assertThat(faces.get(0).getContours()).isNotNull();
    assertThat(faces.get(ContractLimits.FACES - 1).getContours()).isNull();
    assertThat(faces).allMatch(each -> each.getMetricMesh() == null);
    assertThat(faces).allMatch(each -> each.getLandmarks().size() == 1404);
  }

  @Test
  void matricesThatAreNotAsLongAsTheSchemaSaysAreRefused() {
    for (String field : List.of("poseMatrix", "metricMesh", "regionPoses")) {
      Face face = FilledRecord.landmarks().getFaces().get(0);
      face.put(field, FloatList.view(new float[15]));

      assertThatThrownBy(() -> FaceRecords.toFace(face))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("15");
    }
  }

  @Test
  void withoutLandmarksAFaceHasAllTheRest() {
    TaskResult result =
        new TaskResult(
            List.of(face(landmarks(468), Optional.of(DETECTION))), Optional.of(List.of(DETECTION)));
    Face whole = FaceRecords.of(result, USUAL).get(0);

    Face face = FaceRecords.of(result, new FaceForm(false, false, false)).get(0);

    assertThat(face.getLandmarks()).isEmpty();
    assertThat(face.getDetection()).as("its keypoints are landmarks, too").isNull();
    face.put("landmarks", whole.getLandmarks());
    assertThat(face).isEqualTo(whole);
  }

  @Test
  void aFaceWithLandmarksHasItsDetectionWhenAskedFor() {
    io.meshstream.vision.Face face = face(landmarks(468), Optional.of(DETECTION));

    assertThat(FaceRecords.of(face, USUAL).getDetection()).isNull();
    assertThat(FaceRecords.of(face, ALL).getDetection()).isNotNull();
  }

  @Test
  void aRecordWithoutDetectionsDoesNotClaimThatTheDetectorRan() {
    TaskResult result =
        new TaskResult(List.of(face(landmarks(468), Optional.empty())), Optional.empty());
    FrameLandmarks record =
        FrameLandmarks.newBuilder(FilledRecord.landmarks())
            .setFaces(FaceRecords.of(result, ALL))
            .setHands(List.of())
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

  private static PoseMatrix matrix(int first) {
    float[] values = new float[16];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i;
    }
    return PoseMatrix.copyOf(values);
  }

  private static Landmarks landmarks(int count) {
    float[] values = new float[3 * count];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 3f;
    }
    return Landmarks.wrap(values);
  }
}
