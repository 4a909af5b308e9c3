package io.meshstream.vision;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.detection.FaceDetector;
import io.meshstream.vision.detection.HeadTurns;
import io.meshstream.vision.detection.SuppressionThreshold;
import io.meshstream.vision.detection.TiledDetector;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.BlendshapeModel;
import io.meshstream.vision.landmark.CropOptions;
import io.meshstream.vision.landmark.FaceLandmarker;
import io.meshstream.vision.landmark.Landmarker;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.sampling.Sampling;
import io.meshstream.vision.smoothing.OneEuroFilter;
import io.meshstream.vision.smoothing.SmoothingKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes tasks, and alone knows them all and what each is made of. */
public final class TaskCatalog {
  private static final RegionRule FACE_REGIONS = new FaceRegionRule(true);
  private static final RegionRule LANDMARKER_REGIONS = new FaceRegionRule(false);

  private TaskCatalog() {}

  /**
   * Makes a task on the models of a set; those that it needs are loaded unless they have been.
   *
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the set's device cannot be
   *     had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded, or the set is closed
   */
  public static Task task(TaskSettings settings, ModelSet models) {
    if (settings.seeksHands()) {
      throw new IllegalStateException(
          "hands: no models of them in this build (expected: faces only); do without hands");
    }
    return switch (settings.kind()) {
      case FACE_MESH -> faceMesh(settings, models);
      case FACE_DETECTION -> faceDetection(settings, models);
      case FACE_LANDMARKER -> faceLandmarker(settings, models);
      case HANDS -> throw new AssertionError("reported above");
    };
  }

  /**
   * Loads every model that the set's directory has, so that no task meets one later that cannot be
   * loaded. Models that it leaves to the bundled ones are loaded when a task needs them.
   *
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the set's device cannot be
   *     had
   * @throws IllegalStateException if the directory has no model of a task, or something else
   *     beside; if ONNX Runtime or a model cannot be loaded, or the set is closed
   */
  public static void loadAll(ModelSet models) {
    models.requireOnly(
        Stream.of(detectors(), landmarkers(), detailModels()).flatMap(all -> all).toList());
    detectors().filter(models::brings).forEach(models::detector);
    landmarkers().filter(models::brings).forEach(models::landmarker);
    detailModels().filter(models::brings).forEach(models::detailModel);
  }

  private static Stream<ModelDescriptor> detectors() {
    return Stream.of(DetectorModel.values()).map(DetectorModel::descriptor);
  }

  private static Stream<ModelDescriptor> landmarkers() {
    return Stream.of(
        FaceLandmarker.FACE_MESH_468,
        FaceLandmarker.FACE_LANDMARKS_478,
        AttentionLandmarker.BASE,
        AttentionLandmarker.REGIONS);
  }

  private static Stream<ModelDescriptor> detailModels() {
    return Stream.of(BlendshapeModel.FACE_BLENDSHAPES);
  }

  private static Task faceMesh(TaskSettings settings, ModelSet models) {
    return settings.landmarks().refined()
        ? attentionMesh(settings, models)
        : plainMesh(settings, models);
  }

  private static Task plainMesh(TaskSettings settings, ModelSet models) {
    ModelRunner landmarks = models.landmarker(FaceLandmarker.FACE_MESH_468);
    return legacyTracking(
        settings, models, FaceLandmarker.faceMesh(landmarks, crop(settings)), List.of(landmarks));
  }

  private static Task attentionMesh(TaskSettings settings, ModelSet models) {
    ModelRunner base = models.landmarker(AttentionLandmarker.BASE);
    ModelRunner regions = models.landmarker(AttentionLandmarker.REGIONS);
    return legacyTracking(
        settings,
        models,
        new AttentionLandmarker(base, regions, crop(settings)),
        List.of(base, regions));
  }

  private static Task legacyTracking(
      TaskSettings settings, ModelSet models, Landmarker landmarker, List<ModelRunner> its) {
    ModelRunner detector = detectorModel(settings, models);
    TrackingOptions tracking = settings.tracking();
    return new TrackingTask(
        new FaceSearch(
            detector(settings, detector, SuppressionThreshold.FACE_MESH),
            Association.TRACKED_LAST,
            FACE_REGIONS,
            landmarker,
            scale(settings, tracking.scale()),
            tracking),
        refinements(settings),
        ids(detector, its));
  }

  private static Task faceLandmarker(TaskSettings settings, ModelSet models) {
    ModelRunner detector = detectorModel(settings, models);
    ModelRunner landmarks = models.landmarker(FaceLandmarker.FACE_LANDMARKS_478);
    List<ModelRunner> its = new ArrayList<>(List.of(landmarks));
    TrackingOptions tracking = settings.tracking();
    List<Refinement> refinements = new ArrayList<>(refinements(settings));
    if (settings.landmarks().wantsAnyOf(BlendshapeRefinement.DETAILS)) {
      ModelRunner blendshapes = models.detailModel(BlendshapeModel.FACE_BLENDSHAPES);
      refinements.add(new BlendshapeRefinement(new BlendshapeModel(blendshapes)));
      its.add(blendshapes);
    }
    return new TrackingTask(
        new FaceSearch(
            detector(settings, detector, SuppressionThreshold.FACE_LANDMARKER),
            Association.DETECTED_LAST,
            LANDMARKER_REGIONS,
            FaceLandmarker.tasks(landmarks, crop(settings)),
            scale(settings, tracking.scale()),
            tracking),
        List.copyOf(refinements),
        ids(detector, its));
  }

  private static ModelIds ids(ModelRunner detector, List<ModelRunner> others) {
    return new ModelIds(
        Stream.concat(Stream.of(detector), others.stream()).map(ModelRunner::sha256).toList());
  }

  private static CropOptions crop(TaskSettings settings) {
    return new CropOptions(
        settings.sampling(), settings.landmarks().details().contains(FaceDetail.SIGNALS));
  }

  private static List<Refinement> refinements(TaskSettings settings) {
    LandmarkOptions options = settings.landmarks();
    List<Refinement> refinements = new ArrayList<>();
    FaceGeometrySolver solver = new FaceGeometrySolver(options.camera());
    boolean isOfOnePicture = settings.tracking().staticImages();
    if (options.smoothing().kind() == SmoothingKind.ONE_EURO && !isOfOnePicture) {
      refinements.add(new SmoothingRefinement(new OneEuroFilter(options.smoothing())));
    }
    if (options.wantsAnyOf(GeometryRefinement.DETAILS)) {
      refinements.add(new GeometryRefinement(solver, options.details()));
    }
    if (options.wantsAnyOf(SignalsRefinement.DETAILS)) {
      refinements.add(new SignalsRefinement(solver));
    }
    return List.copyOf(refinements);
  }

  private static Task faceDetection(TaskSettings settings, ModelSet models) {
    ModelRunner detector = detectorModel(settings, models);
    return new DetectionTask(
        detector(settings, detector, SuppressionThreshold.FACE_MESH),
        FACE_REGIONS,
        new ModelIds(List.of(detector.sha256())));
  }

  private static ModelRunner detectorModel(TaskSettings settings, ModelSet models) {
    return models.detector(settings.detection().detector().descriptor());
  }

  private static WholePictureDetector detector(
      TaskSettings settings, ModelRunner model, SuppressionThreshold suppression) {
    DetectionOptions options = settings.detection();
    DetectorModel variant = options.detector();
    FaceDetector detector =
        new FaceDetector(variant, model, options.minConfidence(), suppression, settings.sampling());
    TileOptions tiles = options.tiles();
    return new WholePictureDetector(
        new TiledDetector(detector, variant.smallestShare(), tiles.smallestFace()),
        tiles.perFrame(),
        options.turnedHeads() ? Optional.of(new HeadTurns(detector)) : Optional.empty(),
        scale(settings, options.scale()));
  }

  private static Scale scale(TaskSettings settings, Scale wanted) {
    return settings.sampling() == Sampling.OPENCV ? Scale.EXACT : wanted;
  }
}
