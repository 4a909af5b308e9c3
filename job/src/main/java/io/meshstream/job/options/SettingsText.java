package io.meshstream.job.options;

import io.meshstream.vision.DetectionOptions;
import io.meshstream.vision.FaceDetail;
import io.meshstream.vision.HandOptions;
import io.meshstream.vision.LandmarkOptions;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TrackPolicy;
import io.meshstream.vision.TrackingOptions;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/**
 * Writes the settings of a camera for people: those that matter to every camera, and of the others
 * those that are not as by default.
 */
final class SettingsText {

  private final List<String> parts = new ArrayList<>();

  private SettingsText() {}

  static String of(CameraSettings settings) {
    SettingsText text = new SettingsText();
    text.parts.add("enabled = " + settings.enabled());
    text.addUsual(settings);
    text.addMore(settings.task().detection());
    text.addMore(settings.task().tracking().policy());
    text.addMore(settings.task().landmarks());
    text.addMore(settings.task().hands());
    text.addUnlessDefault(OutputSettings.CONTOURS, settings.outputs().form().contours());
    return String.join(", ", text.parts);
  }

  private void addUsual(CameraSettings settings) {
    TaskSettings task = settings.task();
    TrackingOptions tracking = task.tracking();
    add(TaskOptions.KIND, task.kind());
    add(DetectorOptions.MODEL, task.detection().detector());
    add(TrackerOptions.MAX_FACES, tracking.maxFaces());
    add(DetectorOptions.MIN_CONFIDENCE, task.detection().minConfidence());
    add(TrackerOptions.MIN_CONFIDENCE, tracking.minConfidence());
    add(OutputSettings.MESH, settings.outputs().form().mesh());
    add(OutputSettings.DETECTIONS, settings.outputs().form().detections());
    add(FreshnessSettings.MAX_AGE, settings.freshness().maxAge());
    add(FreshnessSettings.MAX_QUEUE, settings.freshness().maxQueue());
  }

  private void addMore(DetectionOptions detection) {
    addUnlessDefault(DetectorOptions.SMALLEST_FACE, detection.tiles().smallestFace());
    addUnlessDefault(DetectorOptions.TILES_PER_FRAME, detection.tiles().perFrame());
    addUnlessDefault(DetectorOptions.TURNED_HEADS, detection.turnedHeads());
  }

  private void addMore(TrackPolicy policy) {
    addUnlessDefault(PolicyOptions.REDETECT, policy.redetect());
    addUnlessDefault(PolicyOptions.LOST_FRAMES, policy.lostFrames());
    addUnlessDefault(PolicyOptions.CAP_FACES, policy.capFaces());
    addUnlessDefault(PolicyOptions.REMOVE_DUPLICATES, policy.removeDuplicates());
  }

  private void addMore(LandmarkOptions landmarks) {
    addUnlessDefault(TaskOptions.REFINE_LANDMARKS, landmarks.refined());
    addUnlessDefault(SmoothingOptions.KIND, landmarks.smoothing().kind());
    addUnlessDefault(DetailOptions.BLENDSHAPES, wants(landmarks, FaceDetail.BLENDSHAPES));
    addUnlessDefault(DetailOptions.POSE, wants(landmarks, FaceDetail.POSE));
    addUnlessDefault(DetailOptions.METRIC_MESH, wants(landmarks, FaceDetail.METRIC_MESH));
    addUnlessDefault(DetailOptions.REGION_POSES, wants(landmarks, FaceDetail.REGION_POSES));
    addUnlessDefault(DetailOptions.SIGNALS, wants(landmarks, FaceDetail.SIGNALS));
    addUnlessDefault(EventsSettings.SIGNALS, wants(landmarks, FaceDetail.LANDMARK_SIGNALS));
    addUnlessDefault(DetailOptions.CAMERA_FOV, landmarks.camera().verticalFov());
  }

  private void addMore(HandOptions hands) {
    addUnlessDefault(HandsOptions.ENABLED, hands.enabled());
    addUnlessDefault(HandsOptions.MODEL, hands.model());
    addUnlessDefault(HandsOptions.RULES, hands.rules());
    addUnlessDefault(HandsOptions.MAX_HANDS, hands.maxHands());
    addUnlessDefault(HandsOptions.MIN_DETECTION_CONFIDENCE, hands.minDetectionConfidence());
    addUnlessDefault(HandsOptions.MIN_TRACKING_CONFIDENCE, hands.minTrackingConfidence());
    addUnlessDefault(HandsOptions.HANDEDNESS, hands.handedness());
    addUnlessDefault(HandsOptions.SEEK_EVERY, hands.seekEvery());
    addUnlessDefault(HandsOptions.SEEK_EVERY_WHILE_TRACKING, hands.seekEveryWhileTracking());
  }

  private static boolean wants(LandmarkOptions landmarks, FaceDetail detail) {
    return landmarks.details().contains(detail);
  }

  private <T> void addUnlessDefault(ConfigOption<T> option, T value) {
    if (!value.equals(option.defaultValue())) {
      add(option, value);
    }
  }

  private void add(ConfigOption<?> option, Object value) {
    parts.add(option.key() + " = " + OptionValues.text(value));
  }
}
