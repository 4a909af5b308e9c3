package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.Detector;
import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Point;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import io.meshstream.vision.landmark.LandmarkResult;
import io.meshstream.vision.landmark.Landmarker;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a refinement is told of a face, and what becomes of its answer. */
class RefinementTest {
  private static final Frame FRAME = Frame.of(Picture.grey(new byte[100 * 100], 100, 100));

  /** Half-way between where the face was looked for and where it was found. */
  private static final Refinement SLOW =
      (found, before, frame) ->
          before
              .map(track -> withCenterX(found, mean(track.region(), found.next().region())))
              .orElse(found);

  @Test
  void aNewFaceHasNoTrackBefore() throws Exception {
    TaskStep step = task(List.of(SLOW)).step(TaskState.initial(), FRAME);

    assertThat(onlyFace(step).landmarks()).isEqualTo(points(0.6f));
    assertThat(step.state()).isEqualTo(after(1, 0.6f));
  }

  @Test
  void aTrackedFaceIsReportedAndSoughtNextAsItsRefinementSays() throws Exception {
    TaskStep step = task(List.of(SLOW)).step(after(1, 0.4f), FRAME);

    assertThat(onlyFace(step).trackId()).isEqualTo(1);
    assertThat(onlyFace(step).landmarks()).isEqualTo(points(0.5f));
    assertThat(step.state()).isEqualTo(after(1, 0.5f));
  }

  @Test
  void refinementsFollowOneAnother() throws Exception {
    TaskStep step = task(List.of(SLOW, SLOW)).step(after(1, 0.4f), FRAME);

    assertThat(step.state()).isEqualTo(after(1, 0.45f));
  }

  private static float mean(Region one, Region other) {
    return (one.centerX() + other.centerX()) / 2;
  }

  private static Observation withCenterX(Observation found, float x) {
    Face face = found.face();
    return new Observation(face.withLandmarks(points(x)), new Track(face.trackId(), region(x)));
  }

  private static TaskState after(long id, float x) {
    return new TaskState(List.of(new Track(id, region(x))), 2, -1);
  }

  private static Region region(float x) {
    return new Region(x, 0.5f, 0.2f, 0.2f, 0);
  }

  private static Landmarks points(float x) {
    return Landmarks.wrap(new float[] {x, 0.5f, 0});
  }

  private static Face onlyFace(TaskStep step) {
    assertThat(step.result().faces()).hasSize(1);
    return step.result().faces().get(0);
  }

  private static Task task(List<Refinement> refinements) {
    TrackingOptions options = TrackingOptions.defaults();
    return new FrameTask(
        List.of(
            new FaceTracking(
                new RegionSearch(
                    WholePictureDetector.plain(new OneFace(), Scale.EXACT),
                    Association.TRACKED_LAST,
                    new AtFirstPoint(),
                    new OneFace(),
                    Scale.EXACT,
                    Duplicates.kept(),
                    SearchOptions.ofFaces(options)),
                refinements)),
        options,
        new ModelIds(List.of()));
  }

  /** Always sees a face whose only landmark is at 0.6, 0.5. */
  private static final class OneFace implements Detector, Landmarker {

    @Override
    public List<Detection> detect(Picture whole) {
      List<Point> keypoints = Collections.nCopies(Detection.FACE_KEYPOINTS, new Point(0.6f, 0.5f));
      return List.of(new Detection(0.9f, new Box(0.5f, 0.4f, 0.7f, 0.6f), keypoints));
    }

    @Override
    public List<Detection> detect(Picture pixels, Region region) {
      return detect(pixels);
    }

    @Override
    public SampleLattice lattice(int width, int height) {
      return samples(region(0.5f), width, height);
    }

    @Override
    public SampleLattice samples(Region region, int width, int height) {
      return new SampleLattice(0, 0, 1, 0, 0, 1, inputSize(), 0);
    }

    @Override
    public LandmarkResult read(Picture pixels, Region region) {
      return new LandmarkResult(0.8, points(0.6f), Optional.empty());
    }

    @Override
    public int inputSize() {
      return 10;
    }
  }

  /** A square around a face's first point. */
  private static final class AtFirstPoint implements RegionRule {

    @Override
    public Region around(Detection detection, int pictureWidth, int pictureHeight) {
      return region(detection.keypoints().get(0).x());
    }

    @Override
    public Region around(Landmarks landmarks, int pictureWidth, int pictureHeight) {
      return region(landmarks.x(0));
    }
  }
}
