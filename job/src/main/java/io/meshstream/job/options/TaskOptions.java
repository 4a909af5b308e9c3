package io.meshstream.job.options;

import io.meshstream.vision.TaskKind;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.sampling.Sampling;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;

/** What is looked for in the pictures of a camera. */
public final class TaskOptions {

  public static final ConfigOption<TaskKind> KIND =
      ConfigOptions.key("task")
          .enumType(TaskKind.class)
          .defaultValue(TaskKind.FACE_MESH)
          .withDescription(
              "What is looked for: face-mesh, as MediaPipe's Face Mesh, faces that are tracked from"
                  + " frame to frame, with 468 landmarks each, or"
                  + " 478 with face.refine-landmarks; or face-detection, as MediaPipe's Face"
                  + " Detection, the faces of each frame for itself, with a score, a box and six"
                  + " keypoints each, at a fraction of the work; or face-landmarker, as the Face"
                  + " Landmarker of MediaPipe Tasks, faces that are tracked, with another landmark"
                  + " model, whose 478 landmarks hold the irises and can give blendshapes, at about"
                  + " four times the work of face-mesh; or hands, as MediaPipe Hands, hands that are"
                  + " tracked, with 21 landmarks each, and no faces. Hands beside faces:"
                  + " hands.enabled.");

  public static final ConfigOption<Sampling> SAMPLING =
      ConfigOptions.key("face.sampling")
          .enumType(Sampling.class)
          .defaultValue(Sampling.TEXTURE)
          .withDescription(
              "How the models' inputs are cut out of a picture: texture, as MediaPipe does on a"
                  + " GPU; or opencv, as its Python package does.");

  public static final ConfigOption<Boolean> REFINE_LANDMARKS =
      ConfigOptions.key("face.refine-landmarks")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Whether landmarks come from MediaPipe's attention mesh: those of lips and eyes are"
                  + " placed more exactly, and records also hold ten points of the irises, for about"
                  + " half as much work again. Only with task = face-mesh; records hold irises where"
                  + " they hold landmarks.");

  static final OptionGroup GROUP = OptionGroup.of("Task", KIND, SAMPLING, REFINE_LANDMARKS);

  private TaskOptions() {}

  static TaskSettings read(OptionReader options) {
    return TaskSettings.of(options.read(KIND))
        .withDetection(DetectorOptions.read(options))
        .withTracking(TrackerOptions.read(options))
        .withSampling(options.read(SAMPLING))
        .withLandmarks(
            DetailOptions.read(options)
                .withRefined(options.read(REFINE_LANDMARKS))
                .withSmoothing(SmoothingOptions.read(options)))
        .withHands(HandsOptions.read(options));
  }
}
