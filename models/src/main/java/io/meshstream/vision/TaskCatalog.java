package io.meshstream.vision;

import io.meshstream.vision.detection.Detector;
import io.meshstream.vision.detection.DetectorModel;
import io.meshstream.vision.detection.HeadTurns;
import io.meshstream.vision.detection.PalmModel;
import io.meshstream.vision.detection.SsdDetector;
import io.meshstream.vision.detection.SuppressionThreshold;
import io.meshstream.vision.detection.TiledDetector;
import io.meshstream.vision.inference.ModelDescriptor;
import io.meshstream.vision.inference.ModelRunner;
import io.meshstream.vision.landmark.AttentionLandmarker;
import io.meshstream.vision.landmark.BlendshapeModel;
import io.meshstream.vision.landmark.CropOptions;
import io.meshstream.vision.landmark.FaceLandmarker;
import io.meshstream.vision.landmark.HandLandmarker;
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
    List<Subject> subjects = new ArrayList<>();
    List<ModelRunner> faceModels = new ArrayList<>();
    List<ModelRunner> handModels = new ArrayList<>();
    switch (settings.kind()) {
      case FACE_MESH -> subjects.add(faceMesh(settings, models, faceModels));
      case FACE_DETECTION -> subjects.add(faceDetection(settings, models, faceModels));
      case FACE_LANDMARKER -> subjects.add(faceLandmarker(settings, models, faceModels));
      case HANDS -> {
        // Added below, as beside faces.
      }
    }
    if (settings.seeksHands()) {
      subjects.add(hands(settings, models, handModels));
    }
    return new FrameTask(
        List.copyOf(subjects),
        settings.tracking(),
        new ModelIds(hashes(faceModels), hashes(handModels)));
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
    return Stream.concat(
        Stream.of(DetectorModel.values()).map(DetectorModel::descriptor),
        Stream.of(PalmModel.values()).map(PalmModel::descriptor));
  }

  private static Stream<ModelDescriptor> landmarkers() {
    return Stream.of(
        FaceLandmarker.FACE_MESH_468,
        FaceLandmarker.FACE_LANDMARKS_478,
        AttentionLandmarker.BASE,
        AttentionLandmarker.REGIONS,
        HandLandmarker.FULL,
        HandLandmarker.LITE);
  }

  private static Stream<ModelDescriptor> detailModels() {
    return Stream.of(BlendshapeModel.FACE_BLENDSHAPES);
  }

  /**
   * Makes a subject, as the others below do.
   *
   * @param its takes the models that it runs, the detector's first
   */
  private static Subject faceMesh(TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    its.add(detectorModel(settings, models));
    return new FaceTracking(
        new RegionSearch(
            detector(settings, its.get(0), SuppressionThreshold.FACE_MESH),
            Association.TRACKED_LAST,
            FACE_REGIONS,
            settings.landmarks().refined()
                ? attentionMesh(settings, models, its)
                : plainMesh(settings, models, its),
            scale(settings, settings.tracking().scale()),
            faceDuplicates(settings),
            SearchOptions.ofFaces(settings.tracking())),
        refinements(settings));
  }

  private static Landmarker plainMesh(
      TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    ModelRunner landmarks = models.landmarker(FaceLandmarker.FACE_MESH_468);
    its.add(landmarks);
    return FaceLandmarker.faceMesh(landmarks, crop(settings));
  }

  private static Landmarker attentionMesh(
      TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    ModelRunner base = models.landmarker(AttentionLandmarker.BASE);
    ModelRunner regions = models.landmarker(AttentionLandmarker.REGIONS);
    its.add(base);
    its.add(regions);
    return new AttentionLandmarker(base, regions, crop(settings));
  }

  private static Subject faceLandmarker(
      TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    its.add(detectorModel(settings, models));
    ModelRunner landmarks = models.landmarker(FaceLandmarker.FACE_LANDMARKS_478);
    its.add(landmarks);
    List<Refinement> refinements = new ArrayList<>(refinements(settings));
    if (settings.landmarks().wantsAnyOf(BlendshapeRefinement.DETAILS)) {
      ModelRunner blendshapes = models.detailModel(BlendshapeModel.FACE_BLENDSHAPES);
      refinements.add(new BlendshapeRefinement(new BlendshapeModel(blendshapes)));
      its.add(blendshapes);
    }
    return new FaceTracking(
        new RegionSearch(
            detector(settings, its.get(0), SuppressionThreshold.FACE_LANDMARKER),
            Association.DETECTED_LAST,
            LANDMARKER_REGIONS,
            FaceLandmarker.tasks(landmarks, crop(settings)),
            scale(settings, settings.tracking().scale()),
            faceDuplicates(settings),
            SearchOptions.ofFaces(settings.tracking())),
        List.copyOf(refinements));
  }

  private static Duplicates faceDuplicates(TaskSettings settings) {
    return settings.tracking().policy().removeDuplicates()
        ? new FaceDuplicates()
        : Duplicates.kept();
  }

  private static Subject faceDetection(
      TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    its.add(detectorModel(settings, models));
    return new FaceDetection(
        detector(settings, its.get(0), SuppressionThreshold.FACE_MESH), FACE_REGIONS);
  }

  private static Subject hands(TaskSettings settings, ModelSet models, List<ModelRunner> its) {
    HandOptions options = settings.hands();
    boolean isLite = options.model() == HandModel.LITE;
    PalmModel palms = isLite ? PalmModel.LITE : PalmModel.FULL;
    its.add(models.detector(palms.descriptor()));
    its.add(models.landmarker(isLite ? HandLandmarker.LITE : HandLandmarker.FULL));
    Detector detector =
        SsdDetector.palms(palms, its.get(0), options.minDetectionConfidence(), settings.sampling());
    return new HandTracking(
        new RegionSearch(
            WholePictureDetector.plain(detector, scale(settings, settings.detection().scale())),
            handAssociation(settings),
            options.rules() == HandRules.TASKS ? HandRegionRule.TASKS : HandRegionRule.LEGACY,
            new HandLandmarker(its.get(1), settings.sampling()),
            scale(settings, settings.tracking().scale()),
            handDuplicates(settings),
            SearchOptions.ofHands(options, settings.tracking())),
        options.takesPicturesForMirrored());
  }

  private static Association handAssociation(TaskSettings settings) {
    if (settings.hands().rules() == HandRules.LEGACY) {
      return Association.TRACKED_LAST;
    }
    return settings.tracking().staticImages()
        ? Association.ALL_DETECTED
        : Association.TRACKED_FIRST;
  }

  private static Duplicates handDuplicates(TaskSettings settings) {
    if (settings.hands().rules() == HandRules.TASKS) {
      return new HandDuplicates(/* bySeniority= */ false);
    }
    return settings.tracking().policy().removeDuplicates()
        ? new HandDuplicates(/* bySeniority= */ true)
        : Duplicates.kept();
  }

  private static List<String> hashes(List<ModelRunner> models) {
    return models.stream().map(ModelRunner::sha256).toList();
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

  private static ModelRunner detectorModel(TaskSettings settings, ModelSet models) {
    return models.detector(settings.detection().detector().descriptor());
  }

  private static WholePictureDetector detector(
      TaskSettings settings, ModelRunner model, SuppressionThreshold suppression) {
    DetectionOptions options = settings.detection();
    DetectorModel variant = options.detector();
    Detector detector =
        SsdDetector.faces(
            variant, model, options.minConfidence(), suppression, settings.sampling());
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
