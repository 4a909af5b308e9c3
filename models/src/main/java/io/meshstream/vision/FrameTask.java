package io.meshstream.vision;

import io.meshstream.vision.image.PictureException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Looks for one or more subjects in a camera's frames: each for itself, in a picture that is
 * decoded for all of them together.
 *
 * @param subjects what is looked for; at most one of faces and one of hands
 * @param options when what the previous frame left is forgotten
 * @param models names the models of all subjects
 */
record FrameTask(List<Subject> subjects, TrackingOptions options, ModelIds models) implements Task {

  @Override
  public TaskStep step(TaskState before, Frame frame) throws PictureException {
    return step(before, frame, HelpedLoop.NOBODY);
  }

  @Override
  public TaskStep step(TaskState before, Frame frame, Executor helpers) throws PictureException {
    TaskState known = isForgotten(before, frame) ? before.withoutTracks() : before;
    List<Look> looks = subjects.stream().map(subject -> subject.look(known, frame)).toList();
    Viewing.show(frame.picture(), looks, helpers);
    TaskStep step = nothing(known, frame);
    for (Look look : looks) {
      step = look.conclude(step);
    }
    return step;
  }

  private boolean isForgotten(TaskState before, Frame frame) {
    return options.staticImages()
        || before.isOlderThan(options.regionTtl(), frame.capturedAtMicros());
  }

  /** Of what is not looked for, nothing is found, and nothing left but the ids that are used. */
  private static TaskStep nothing(TaskState known, Frame frame) {
    return new TaskStep(
        new TaskState(
            List.of(),
            known.nextTrackId(),
            frame.capturedAtMicros(),
            List.of(),
            0,
            known.hands().withoutTracks()),
        new TaskResult(List.of(), Optional.empty()));
  }
}
