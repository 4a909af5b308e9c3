package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.landmark.LandmarkResult;
import io.meshstream.vision.landmark.Landmarker;
import io.meshstream.vision.sampling.TensorGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The skeleton of MediaPipe's trackers, without smoothing.
 *
 * <p>A face is cropped where the frame before left it; the detector runs on the whole picture only
 * while fewer faces are tracked than are sought. With the face's parts the loop is that of
 * MediaPipe's legacy {@code face_landmark_front} graph (0.8.8 and later). {@linkplain Track Track
 * ids} are this project's addition.
 *
 * @param detector seeks faces in whole pictures
 * @param regions says where a face is cropped, and where the next frame looks for it
 * @param landmarker reads the landmarks of a region
 * @param regionScale at which scale regions are decoded for it
 * @param refinements what becomes of a face after that, in this order
 * @param options when the detector runs, and how long faces are tracked
 * @param models names the models of the detector and the landmarker
 */
record TrackingTask(
    WholePictureDetector detector,
    RegionRule regions,
    Landmarker landmarker,
    Scale regionScale,
    List<Refinement> refinements,
    TrackingOptions options,
    ModelIds models)
    implements Task {

  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    TaskState known = isForgotten(before, frame) ? before.withoutTracks() : before;
    PictureSource picture = frame.picture();
    Optional<List<Detection>> detections = detect(known, picture);
    List<Candidate> candidates =
        Association.merge(detectedCandidates(detections, picture), trackedCandidates(known));
    candidates.removeIf(Candidate::isNowhere);
    List<Face> faces = new ArrayList<>();
    List<Track> tracks = new ArrayList<>();
    long nextTrackId = known.nextTrackId();
    if (!candidates.isEmpty()) {
      Picture pixels = pixelsOf(candidates, picture);
      for (Candidate candidate : candidates) {
        LandmarkResult found = landmarker.read(pixels, candidate.region());
        if (found.presence() > options.minConfidence()) {
          long id = candidate.track().isPresent() ? candidate.track().get().id() : nextTrackId++;
          Observation seen = observe(id, candidate, found, frame);
          faces.add(seen.face());
          tracks.add(seen.next());
        }
      }
    }
    return new TaskStep(
        new TaskState(tracks, nextTrackId, frame.capturedAtMicros()),
        new TaskResult(faces, detections));
  }

  private boolean isForgotten(TaskState before, Frame frame) {
    return options.staticImages()
        || before.isOlderThan(options.regionTtl(), frame.capturedAtMicros());
  }

  private Optional<List<Detection>> detect(TaskState state, PictureSource picture)
      throws PictureException {
    return state.tracks().size() >= options.maxFaces()
        ? Optional.empty()
        : Optional.of(detector.detect(picture));
  }

  private List<Candidate> detectedCandidates(
      Optional<List<Detection>> detections, PictureSource picture) {
    return detections.orElse(List.of()).stream()
        .limit(options.maxFaces())
        .map(
            found ->
                Candidate.detected(regions.around(found, picture.width(), picture.height()), found))
        .toList();
  }

  private static List<Candidate> trackedCandidates(TaskState state) {
    return state.tracks().stream().map(Candidate::tracked).toList();
  }

  /** Decodes the part of the picture that all candidates together need. */
  private Picture pixelsOf(List<Candidate> candidates, PictureSource picture)
      throws PictureException {
    int width = picture.width();
    int height = picture.height();
    PixelArea area = null;
    float smallestSide = Float.MAX_VALUE;
    for (Candidate candidate : candidates) {
      PixelArea footprint =
          TensorGrid.over(candidate.region(), width, height).footprint(width, height);
      area = area == null ? footprint : area.union(footprint);
      smallestSide = Math.min(smallestSide, candidate.region().width() * width);
    }
    return picture.part(area, regionScale.reduction(smallestSide, landmarker.inputSize()));
  }

  private Observation observe(long id, Candidate candidate, LandmarkResult found, Frame frame) {
    PictureSource picture = frame.picture();
    Region next = regions.around(found.landmarks(), picture.width(), picture.height());
    Observation observation =
        new Observation(
            new Face(
                id,
                (float) found.presence(),
                candidate.region(),
                found.landmarks(),
                candidate.detection()),
            new Track(id, next));
    for (Refinement refinement : refinements) {
      observation = refinement.refine(observation, candidate.track(), frame);
    }
    return observation;
  }
}
