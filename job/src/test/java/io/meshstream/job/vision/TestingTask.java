package io.meshstream.job.vision;

import io.meshstream.vision.Face;
import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelIds;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.Track;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.inference.InferenceException;
import io.meshstream.vision.signals.FaceSignals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A task without models, as pure a function as the real ones: the colour of the picture's first
 * pixel says what there is to find, and a face moves right by a tenth from frame to frame. Its
 * regions live for five seconds.
 */
public final class TestingTask implements Task {

  /** Shows one face. */
  public static final int FACE = 0xffffff;

  /** Shows the same face with closed eyes and its mouth wide open. */
  public static final int YAWN = 0x808080;

  /** Shows none. */
  public static final int NO_FACE = 0x000000;

  /** Makes the task fail with a runtime exception. */
  public static final int FAILURE = 0xff0000;

  /** Makes the task fail with an error that no frame can cause. */
  public static final int ERROR = 0x00ff00;

  /** Makes the task run out of heap. */
  public static final int HEAP = 0xffff00;

  /** Makes the task run out of stack. */
  public static final int STACK = 0xff00ff;

  /** Makes the task run out of memory for classes. */
  public static final int CLASSES = 0x00ffff;

  /** Makes the task fail as a runtime that has lost its device does. */
  public static final int DEVICE_GONE = 0x0000ff;

  private static final Duration REGION_TTL = Duration.ofSeconds(5);

  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    TaskState state =
        before.isOlderThan(REGION_TTL, frame.capturedAtMicros()) ? before.withoutTracks() : before;
    return switch (frame.picture().whole(1).rgbAt(0, 0)) {
      case FACE -> face(state, frame, /* eyes= */ 0.3f, /* mouth= */ 0.05f);
      case YAWN -> face(state, frame, /* eyes= */ 0.05f, /* mouth= */ 0.8f);
      case NO_FACE ->
          new TaskStep(
              new TaskState(List.of(), state.nextTrackId(), frame.capturedAtMicros()),
              new TaskResult(List.of(), detections(state)));
      case FAILURE -> throw new IllegalArgumentException("red");
      case ERROR -> throw new LinkageError("green");
      case HEAP -> throw new OutOfMemoryError("Java heap space");
      case STACK -> throw new StackOverflowError();
      case CLASSES -> throw new OutOfMemoryError("Metaspace");
      case DEVICE_GONE -> throw new InferenceException("blue", null);
      default -> throw new AssertionError("colour nobody agreed on");
    };
  }

  private static TaskStep face(TaskState state, Frame frame, float eyes, float mouth) {
    boolean isFound = state.tracks().isEmpty();
    long id = isFound ? state.nextTrackId() : state.tracks().get(0).id();
    float x = isFound ? 0 : state.tracks().get(0).region().centerX();
    Landmarks landmarks = Landmarks.wrap(new float[] {x, 0.2f, 0.3f});
    FaceSignals signals = new FaceSignals(eyes, eyes, mouth, 1, 1, Optional.empty());
    Face face =
        new Face(
            id,
            0.9f,
            region(x),
            landmarks,
            Optional.empty(),
            FaceDetails.none().withSignals(Optional.of(signals)));
    return new TaskStep(
        new TaskState(
            List.of(new Track(id, region(x + 0.1f))),
            isFound ? id + 1 : state.nextTrackId(),
            frame.capturedAtMicros()),
        new TaskResult(List.of(face), detections(state)));
  }

  private static Region region(float x) {
    return new Region(x, 0.5f, 0.25f, 0.125f, 0.0625f);
  }

  private static Optional<List<Detection>> detections(TaskState state) {
    return state.tracks().isEmpty() ? Optional.of(List.of()) : Optional.empty();
  }

  @Override
  public ModelIds models() {
    return new ModelIds(List.of());
  }
}
