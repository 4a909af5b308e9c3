package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a face takes in a record, by what is asked for; docs/family.md has these figures. */
class RecordSizeTest {
  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SourceFrame SOURCE = new SourceFrame("cam", 5, 77, 0, new byte[0]);
  private static final FrameHeader HEADER = new FrameHeader("cam", 3, 9, 123_456);
  private static final Path FAMILY = Path.of("../docs/family.md");

  @ParameterizedTest
  @CsvSource({
    "plain mesh, true, false, false, false, false",
    "neither mesh nor details, false, false, false, false, false",
    "contours without mesh, false, true, false, false, false",
    "pose without mesh, false, false, true, false, false",
    "contours with mesh, true, true, false, false, false",
    "pose, true, false, true, false, false",
    "metric mesh, true, false, false, true, false",
    "region poses, true, false, false, false, true",
    "all of these, true, true, true, true, true"
  })
  void theSizesThatAreDocumentedAreThoseOfRecords(
      String name,
      boolean mesh,
      boolean contours,
      boolean pose,
      boolean metricMesh,
      boolean regionPoses)
      throws IOException {
    FaceForm form = new FaceForm(mesh, /* detections= */ false, contours);
    Face face = face(pose, metricMesh, regionPoses);

    int bytes = bytes(List.of(face, face), form) - bytes(List.of(face), form);

    assertThat(Files.readAllLines(FAMILY))
        .as("%s: %d bytes", name, bytes)
        .anyMatch(line -> line.startsWith("| " + name + " |") && line.endsWith(" " + bytes + " |"));
  }

  private static int bytes(List<Face> faces, FaceForm form) {
    TaskResult result = new TaskResult(faces, Optional.empty());
    return CODEC.encode(
            FrameRecords.analysed(SOURCE, HEADER, "models", 640, 480, FaceRecords.of(result, form)))
        .length;
  }

  private static Face face(boolean pose, boolean metricMesh, boolean regionPoses) {
    Landmarks landmarks = landmarks();
    MetricFace found =
        new FaceGeometrySolver(PerspectiveCamera.mediaPipe())
            .solve(landmarks, 640, 480)
            .orElseThrow();
    FaceGeometry geometry =
        new FaceGeometry(
            Optional.of(found.pose()).filter(each -> pose),
            Optional.of(found.mesh()).filter(each -> metricMesh),
            Optional.of(found.regionPoses()).filter(each -> regionPoses));
    return new Face(
            42, 0.75f, new Region(0.5f, 0.5f, 0.5f, 0.5f, 0.5f), landmarks, Optional.empty())
        .withDetails(FaceDetails.none().withGeometry(Optional.of(geometry)));
  }

  private static Landmarks landmarks() {
    float[] values = new float[3 * 468];
    for (int i = 0; i < 468; i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      values[3 * i] = 0.5f + point.x() / 30;
      values[3 * i + 1] = 0.5f - point.y() / 30;
      values[3 * i + 2] = -point.z() / 30;
    }
    return Landmarks.wrap(values);
  }
}
