package io.meshstream.vision;

import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.detection.FaceDetector;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.FaceLandmarker;
import io.meshstream.vision.landmark.Landmarker;
import io.meshstream.vision.pose.FaceGeometrySolver;
import io.meshstream.vision.sampling.Sampling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes tasks, and alone knows them all and what each is made of. */
public final class TaskCatalog {
  private static final RegionRule FACE_REGIONS = new FaceRegionRule();

  private TaskCatalog() {}

  /**
   * Makes a task on the models of a set; those that it needs are loaded unless they have been.
   *
   * @throws io.meshstream.vision.inference.DeviceUnavailableException if the set's device cannot be
   *     had
   * @throws IllegalStateException if ONNX Runtime or a model cannot be loaded, or the set is closed
   */
  public static Task task(TaskSettings settings, ModelSet models) {
    return switch (settings.kind()) {
      case FACE_MESH -> faceMesh(settings, models);
      case FACE_DETECTION -> faceDetection(settings, models);
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
    models.requireOnly(Stream.concat(detectors(), landmarkers()).toList());
    detectors().filter(models::brings).forEach(models::detector);
    landmarkers().filter(models::brings).forEach(models::landmarker);
  }

  private static Stream<ModelDescriptor> detectors() {
    return Stream.of(DetectorModel.values()).map(DetectorModel::descriptor);
  }

  private static Stream<ModelDescriptor> landmarkers() {
    return Stream.of(
        FaceLandmarker.FACE_MESH_468, AttentionLandmarker.BASE, AttentionLandmarker.REGIONS);
  }

  private static Task faceMesh(TaskSettings settings, ModelSet models) {
    return settings.landmarks().refined()
        ? attentionMesh(settings, models)
        : plainMesh(settings, models);
  }

  private static Task plainMesh(TaskSettings settings, ModelSet models) {
    ModelRunner landmarks = models.landmarker(FaceLandmarker.FACE_MESH_468);
    return tracking(
        settings, models, new FaceLandmarker(landmarks, settings.sampling()), List.of(landmarks));
  }

  private static Task attentionMesh(TaskSettings settings, ModelSet models) {
    ModelRunner base = models.landmarker(AttentionLandmarker.BASE);
    ModelRunner regions = models.landmarker(AttentionLandmarker.REGIONS);
    return tracking(
        settings,
        models,
        new AttentionLandmarker(base, regions, settings.sampling()),
        List.of(base, regions));
  }

  private static Task tracking(
      TaskSettings settings, ModelSet models, Landmarker landmarker, List<ModelRunner> its) {
    ModelRunner detector = detectorModel(settings, models);
    TrackingOptions tracking = settings.tracking();
    return new TrackingTask(
        new FaceSearch(
            detector(settings, detector),
            FACE_REGIONS,
            landmarker,
            scale(settings, tracking.scale()),
            tracking),
        refinements(settings),
        new ModelIds(
            Stream.concat(Stream.of(detector), its.stream()).map(ModelRunner::sha256).toList()));
  }

  private static List<Refinement> refinements(TaskSettings settings) {
    LandmarkOptions options = settings.landmarks();
    List<Refinement> refinements = new ArrayList<>();
    if (options.wantsAnyOf(GeometryRefinement.DETAILS)) {
      refinements.add(
          new GeometryRefinement(new FaceGeometrySolver(options.camera()), options.details()));
    }
    return List.copyOf(refinements);
  }

  private static Task faceDetection(TaskSettings settings, ModelSet models) {
    ModelRunner detector = detectorModel(settings, models);
    return new DetectionTask(
        detector(settings, detector), FACE_REGIONS, new ModelIds(List.of(detector.sha256())));
  }

  private static ModelRunner detectorModel(TaskSettings settings, ModelSet models) {
    return models.detector(settings.detection().detector().descriptor());
  }

  private static WholePictureDetector detector(TaskSettings settings, ModelRunner model) {
    DetectionOptions options = settings.detection();
    return new WholePictureDetector(
        new FaceDetector(options.detector(), model, options.minConfidence(), settings.sampling()),
        scale(settings, options.scale()));
  }

  private static Scale scale(TaskSettings settings, Scale wanted) {
    return settings.sampling() == Sampling.OPENCV ? Scale.EXACT : wanted;
  }
}
