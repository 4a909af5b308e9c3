package io.meshstream.job.vision;

import io.meshstream.vision.Face;
import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelRuns;
import io.meshstream.vision.TaskResult;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.Track;
import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.inference.InferenceException;
import java.util.List;
import java.util.Optional;

/**
 * A face finder without models, as pure a function as the real one: the colour of the picture's
 * first pixel says what there is to find, and a face moves right by a tenth from frame to frame.
 */
public final class TestingFaceFinder implements FaceFinder {

  /** Shows one face. */
  public static final int FACE = 0xffffff;

  /** Shows none. */
  public static final int NO_FACE = 0x000000;

  /** Makes the finder fail with a runtime exception. */
  public static final int FAILURE = 0xff0000;

  /** Makes the finder fail with an error that no frame can cause. */
  public static final int ERROR = 0x00ff00;

  /** Makes the finder run out of heap. */
  public static final int HEAP = 0xffff00;

  /** Makes the finder run out of stack. */
  public static final int STACK = 0xff00ff;

  /** Makes the finder run out of memory for classes. */
  public static final int CLASSES = 0x00ffff;

  /** Makes the finder fail as a runtime that has lost its device does. */
  public static final int DEVICE_GONE = 0x0000ff;

  private boolean closed;

  @Override
  public TaskStep step(TaskState state, Frame frame) throws PictureException {
    return switch (frame.picture().whole(1).rgbAt(0, 0)) {
      case FACE -> state.tracks().isEmpty() ? found(state, frame) : followed(state, frame);
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

  private static TaskStep found(TaskState state, Frame frame) {
    return step(state.nextTrackId(), 0, state.nextTrackId() + 1, frame, detections(state));
  }

  private static TaskStep followed(TaskState state, Frame frame) {
    Track face = state.tracks().get(0);
    return step(face.id(), face.region().centerX(), state.nextTrackId(), frame, detections(state));
  }

  private static TaskStep step(
      long trackId, float x, long nextTrackId, Frame frame, Optional<List<Detection>> detections) {
    Landmarks landmarks = Landmarks.wrap(new float[] {x, 0.2f, 0.3f});
    Face face = new Face(trackId, 0.9f, region(x), landmarks, Optional.empty());
    Track next = new Track(trackId, region(x + 0.1f));
    return new TaskStep(
        new TaskState(List.of(next), nextTrackId, frame.capturedAtMicros()),
        new TaskResult(List.of(face), detections));
  }

  private static Region region(float x) {
    return new Region(x, 0.5f, 0.25f, 0.125f, 0.0625f);
  }

  private static Optional<List<Detection>> detections(TaskState state) {
    return state.tracks().isEmpty() ? Optional.of(List.of()) : Optional.empty();
  }

  @Override
  public ModelRuns runs() {
    return ModelRuns.none();
  }

  @Override
  public String modelId() {
    return "testing";
  }

  @Override
  public void close() {
    closed = true;
  }

  /** Whether it has been closed. */
  public boolean isClosed() {
    return closed;
  }
}
