package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.SampleLattice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * MediaPipe's Face Detection: every picture for itself. Of the detections the best {@link
 * DetectionOptions#MAX_FACES} become faces, so that what a frame may cost does not depend on its
 * picture.
 *
 * <p>A face has the detector's score as its presence, the region that a landmark model would be
 * given, no landmarks, and a track id that is never used again.
 *
 * @param detector seeks faces in every picture
 * @param regions says where a detected face's region is
 */
record FaceDetection(WholePictureDetector detector, RegionRule regions) implements Subject {

  @Override
  public Look look(TaskState known, Frame frame) {
    return new DetectingLook(frame.picture(), known.nextTrackId());
  }

  private final class DetectingLook implements Look {
    private final PictureSource picture;
    private final long firstTrackId;

    private List<Detection> detections = List.of();

    DetectingLook(PictureSource picture, long firstTrackId) {
      this.picture = picture;
      this.firstTrackId = firstTrackId;
    }

    @Override
    public OptionalInt wholeReduction() {
      return OptionalInt.of(detector.reduction(picture.width(), picture.height()));
    }

    @Override
    public Optional<List<SampleLattice>> foreseen() {
      return detector.lattice(picture.width(), picture.height()).map(List::of);
    }

    @Override
    public Found detect(Picture whole) {
      return new Found(detector.detect(whole), 0);
    }

    @Override
    public List<WantedRegion> regions(List<Found> detected) {
      detections = detected.get(0).detections();
      return List.of();
    }

    @Override
    public void read(List<Reading> readings) {
      // There were no regions to read.
    }

    @Override
    public boolean isDone() {
      return true;
    }

    @Override
    public TaskStep conclude(TaskStep soFar) {
      List<Face> faces = new ArrayList<>();
      long nextTrackId = firstTrackId;
      for (Detection detection :
          detections.subList(0, Math.min(detections.size(), DetectionOptions.MAX_FACES))) {
        faces.add(
            new Face(
                nextTrackId++,
                detection.score(),
                regions.around(detection, picture.width(), picture.height()),
                Landmarks.none(),
                Optional.of(detection)));
      }
      TaskState state = soFar.state();
      return new TaskStep(
          new TaskState(
              List.of(), nextTrackId, state.trackedAtMicros(), List.of(), 0, state.hands()),
          new TaskResult(
              faces, Optional.of(detections), soFar.result().hands(), soFar.result().palms()));
    }
  }
}
