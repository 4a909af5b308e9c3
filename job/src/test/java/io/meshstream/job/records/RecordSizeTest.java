package io.meshstream.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.SingleObjectCodec;
import io.meshstream.schemas.frames.FrameHeader;
import io.meshstream.schemas.frames.SourceFrame;
import io.meshstream.schemas.testing.FilledRecord;
import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.Hand;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.pose.FaceGeometry;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.pose.MetricFace;
import io.meshstream.vision.pose.PerspectiveCamera;
import io.meshstream.vision.signals.CropQuality;
import io.meshstream.vision.signals.FaceSignals;
import io.meshstream.vision.signals.GazeZone;
import io.meshstream.vision.topology.CanonicalFace;
import io.meshstream.vision.topology.CanonicalPoint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a face takes in a record, by what is asked for; docs/family.md has these figures. */
class RecordSizeTest {
  private static final SingleObjectCodec<FrameLandmarks> CODEC =
      SingleObjectCodec.ofFrameLandmarks();
  private static final SourceFrame SOURCE = new SourceFrame("cam", 5, 77, 0, new byte[0]);
  private static final FrameHeader HEADER = new FrameHeader("cam", 3, 9, 123_456);
  private static final Path FAMILY = Path.of("../docs/family.md");
  private static final Path CONSUME = Path.of("../docs/consume.md");

  @ParameterizedTest
  @CsvSource({
    "plain mesh, mesh",
    "neither mesh nor details, nothing",
    "contours without mesh, contours",
    "pose without mesh, pose",
    "contours with mesh, mesh contours",
    "pose, mesh pose",
    "metric mesh, mesh metric-mesh",
    "region poses, mesh region-poses",
    "irises, mesh irises",
    "blendshapes, mesh blendshapes",
    "signals, mesh signals",
    "all of these, mesh irises contours pose metric-mesh region-poses blendshapes signals"
  })
  void theSizesThatAreDocumentedAreThoseOfRecords(String name, String parts) throws IOException {
    Set<String> asked = Set.of(parts.split(" ", -1));
    FaceForm form =
        new FaceForm(asked.contains("mesh"), /* detections= */ false, asked.contains("contours"));
    Face face = face(asked);

    int bytes = bytes(List.of(face, face), form) - bytes(List.of(face), form);

    assertThat(Files.readAllLines(FAMILY))
        .as("%s: %d bytes", name, bytes)
        .anyMatch(line -> line.startsWith("| " + name + " |") && line.endsWith(" " + bytes + " |"));
  }

  @Test
  void theSizeOfAHandThatIsDocumentedIsThatOfARecord() throws IOException {
    Hand hand = HandRecords.toHand(FilledRecord.landmarks().getHands().get(0));
    Hand small =
        new Hand(
            42,
            hand.presence(),
            hand.handedness(),
            hand.handednessScore(),
            hand.region(),
            hand.landmarks(),
            hand.world(),
            Optional.empty());
    FaceForm form = new FaceForm(/* mesh= */ true, /* detections= */ false, /* contours= */ false);

    int bytes = handBytes(List.of(small, small), form) - handBytes(List.of(small), form);

    assertThat(Files.readString(CONSUME)).contains(", " + bytes + " bytes for each hand,");
  }

  private static int handBytes(List<Hand> hands, FaceForm form) {
    return bytes(new TaskResult(List.of(), Optional.empty(), hands, Optional.empty()), form);
  }

  private static int bytes(List<Face> faces, FaceForm form) {
    return bytes(new TaskResult(faces, Optional.empty()), form);
  }

  private static int bytes(TaskResult result, FaceForm form) {
    return CODEC.encode(FrameRecords.analysed(SOURCE, HEADER, "models", 640, 480, result, form))
        .length;
  }

  private static Face face(Set<String> asked) {
    Landmarks landmarks =
        landmarks(Landmarks.MESH_POINTS + (asked.contains("irises") ? Landmarks.IRIS_POINTS : 0));
    MetricFace found =
        new FaceGeometrySolver(PerspectiveCamera.mediaPipe())
            .solve(landmarks, 640, 480)
            .orElseThrow();
    FaceGeometry geometry =
        new FaceGeometry(
            Optional.of(found.pose()).filter(each -> asked.contains("pose")),
            Optional.of(found.mesh()).filter(each -> asked.contains("metric-mesh")),
            Optional.of(found.regionPoses()).filter(each -> asked.contains("region-poses")));
    FaceSignals signals = new FaceSignals(0.3f, 0.3f, 0, 1, 200, Optional.of(GazeZone.CENTER));
    boolean hasSignals = asked.contains("signals");
    FaceDetails details =
        FaceDetails.none()
            .withGeometry(Optional.of(geometry))
            .withBlendshapes(
                Optional.of(Blendshapes.wrap(new float[Blendshapes.COUNT]))
                    .filter(each -> asked.contains("blendshapes")))
            .withSignals(Optional.of(signals).filter(each -> hasSignals))
            .withQuality(Optional.of(new CropQuality(0.5f, 300)).filter(each -> hasSignals));
    return new Face(
            42, 0.75f, new Region(0.5f, 0.5f, 0.5f, 0.5f, 0.5f), landmarks, Optional.empty())
        .withDetails(details);
  }

  private static Landmarks landmarks(int count) {
    float[] values = new float[3 * count];
    for (int i = 0; i < Landmarks.MESH_POINTS; i++) {
      CanonicalPoint point = CanonicalFace.points().get(i);
      values[3 * i] = 0.5f + point.x() / 30;
      values[3 * i + 1] = 0.5f - point.y() / 30;
      values[3 * i + 2] = -point.z() / 30;
    }
    return Landmarks.wrap(values);
  }
}
