package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.detection.FaceDetector;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.image.PixelArea;
import io.meshstream.vision.inference.ModelId;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.inference.Slot;
import io.meshstream.vision.landmark.LandmarkRegressor;
import io.meshstream.vision.landmark.Regression;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.sampling.TensorGrid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * MediaPipe's Face Mesh: one picture after another in, the faces of each out.
 *
 * <p>A face is cropped where the frame before left it; the detector runs on the whole picture only
 * while fewer faces are tracked than are sought. The loop is that of MediaPipe's legacy {@code
 * face_landmark_front} graph (0.8.8 and later), without smoothing.
 *
 * <p><b>Track ids</b> are this project's addition. A face gets the state's next id in the frame
 * that first finds it present, and keeps it while its region of one frame holds the face in the
 * next, also when the detector finds it anew there. A face that is lost, if only for a frame, comes
 * back under a new id. With {@linkplain FaceMeshOptions#staticImages() static images} every face is
 * new.
 *
 * <p>Immutable and thread-safe: frames of different cameras may run at the same time. Instances are
 * cheap and borrow their {@link FaceModels}, which must stay open while a frame runs.
 */
public final class FaceMesh {
  private static final int HASH_DIGITS = 12;

  private final FaceMeshOptions options;
  private final ModelRunner detectorModel;
  private final ModelRunner landmarkModel;
  private final FaceDetector detector;
  private final LandmarkRegressor regressor;

  /**
   * A face mesh that runs on loaded models.
   *
   * @throws IllegalStateException if the detector cannot be loaded
   */
  public FaceMesh(FaceModels models, FaceMeshOptions options) {
    this.options = options;
    this.detectorModel = models.runner(options.detector().modelId());
    this.landmarkModel = models.runner(ModelId.FACE_LANDMARKS_468);
    this.detector =
        new FaceDetector(options.detector(), options.minDetectionConfidence(), options.sampling());
    this.regressor = new LandmarkRegressor(options.sampling());
  }

  /**
   * Names the models by content: the first 12 hex digits of the detector file's SHA-256, a dash,
   * and those of the landmark model's.
   */
  public String modelId() {
    return detectorModel.sha256().substring(0, HASH_DIGITS)
        + "-"
        + landmarkModel.sha256().substring(0, HASH_DIGITS);
  }

  /** How often the models have run so far, for all that share them. */
  public ModelRuns runs() {
    return new ModelRuns(detectorModel.count(), landmarkModel.count());
  }

  /**
   * How long the run of a model has been going on that frames share at the moment; zero when none
   * is.
   */
  public Duration longestRun() {
    long nanos = Math.max(detectorModel.runningNanos(), landmarkModel.runningNanos());
    return Duration.ofNanos(nanos);
  }

  /**
   * Takes one camera's next frame.
   *
   * <p>A pure function of its arguments: the same state and picture give the same result, whichever
   * thread runs it and whatever ran before.
   *
   * @param state what the camera's previous frame left, {@link TrackingState#initial()} for its
   *     first
   * @param picture the frame, upright
   */
  public Step step(TrackingState state, Picture picture) {
    try {
      return step(state, PictureSource.of(picture));
    } catch (PictureException e) {
      throw new IllegalStateException("a decoded picture needs no decoding", e);
    }
  }

  /**
   * Takes one camera's next frame, and of it decodes only what it needs: where the faces were, and
   * the whole when faces are sought.
   *
   * @param state what the camera's previous frame left, {@link TrackingState#initial()} for its
   *     first
   * @param picture the frame, upright; for this call alone
   * @throws PictureException if the picture cannot be decoded; the state stays as it was
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  public Step step(TrackingState state, PictureSource picture) throws PictureException {
    TrackingState before = options.staticImages() ? state.withoutFaces() : state;
    Optional<List<Detection>> detections = detect(before, picture);
    List<Candidate> candidates =
        Association.merge(detectedCandidates(detections, picture), trackedCandidates(before));
    candidates.removeIf(Candidate::isNowhere);
    if (candidates.isEmpty()) {
      return new Step(
          new TrackingState(List.of(), before.nextTrackId()),
          new FrameResult(List.of(), detections));
    }

    Picture pixels = pixelsOf(candidates, picture);
    List<Face> faces = new ArrayList<>();
    List<TrackedFace> tracked = new ArrayList<>();
    long nextTrackId = before.nextTrackId();
    for (Candidate candidate : candidates) {
      Regression regression = regress(pixels, candidate.region());
      if (regression.presence() > options.minTrackingConfidence()) {
        long trackId =
            candidate.trackId().isPresent() ? candidate.trackId().getAsLong() : nextTrackId++;
        faces.add(
            new Face(
                trackId,
                (float) regression.presence(),
                candidate.region(),
                regression.landmarks(),
                candidate.detection()));
        tracked.add(
            new TrackedFace(
                trackId,
                NextRegion.around(regression.landmarks(), picture.width(), picture.height())));
      }
    }
    return new Step(new TrackingState(tracked, nextTrackId), new FrameResult(faces, detections));
  }

  private Regression regress(Picture pixels, Region region) {
    try (Slot slot = landmarkModel.claim()) {
      return regressor.regress(pixels, region, slot);
    }
  }

  private Optional<List<Detection>> detect(TrackingState state, PictureSource picture)
      throws PictureException {
    if (state.faces().size() >= options.maxFaces()) {
      return Optional.empty();
    }
    int longerSide = Math.max(picture.width(), picture.height());
    int reduction = reduction(options.detectorScale(), longerSide, detector.inputSize());
    // Decoded first: a place in a batch is not kept waiting for that.
    Picture whole = picture.whole(reduction);
    try (Slot slot = detectorModel.claim()) {
      return Optional.of(detector.detect(whole, slot));
    }
  }

  /** The part of the picture that all candidates together need. */
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
    int reduction = reduction(options.regionScale(), smallestSide, LandmarkRegressor.INPUT_SIZE);
    return picture.part(area, reduction);
  }

  private int reduction(Scale scale, float pixels, int samples) {
    return options.sampling() == Sampling.OPENCV ? 1 : scale.reduction(pixels, samples);
  }

  private List<Candidate> detectedCandidates(
      Optional<List<Detection>> detections, PictureSource picture) {
    return detections.orElse(List.of()).stream()
        .limit(options.maxFaces())
        .map(
            found ->
                Candidate.detected(
                    NextRegion.around(found, picture.width(), picture.height()), found))
        .toList();
  }

  private static List<Candidate> trackedCandidates(TrackingState state) {
    return state.faces().stream().map(Candidate::tracked).toList();
  }
}
