package io.meshstream.tools.landmarks;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.VideoPicture;
import io.meshstream.tools.video.VideoPictures;
import io.meshstream.vision.TaskState;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The frames of a video: faces are tracked from one to the next. A video that cannot be read, or no
 * further, is rejected and has no more frames.
 */
final class VideoAnswers implements Answers {

  private final String label;
  private final Path file;
  private final Optional<Path> drawings;
  private final Sight sight;

  private TaskState state = TaskState.initial();
  private long count;
  private boolean isRejected;

  /** Opened with the first frame. */
  private VideoPictures video;

  /**
   * Will look at a video.
   *
   * @param label what it is called
   * @param drawings a folder for copies with what was found drawn on them, if they are wanted
   */
  VideoAnswers(String label, Path file, Optional<Path> drawings, Sight sight) {
    this.label = label;
    this.file = file;
    this.drawings = drawings;
    this.sight = sight;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<Answer> next() {
    if (isRejected) {
      return Optional.empty();
    }
    Optional<VideoPicture> frame;
    try {
      frame = picture();
    } catch (CommandFailure e) {
      isRejected = true;
      Optional<Moment> moment =
          Optional.of(new Moment(count, OptionalLong.empty())).filter(each -> count > 0);
      return Optional.of(Answer.rejected(label, moment, "VIDEO_UNREADABLE: " + e.getMessage()));
    }
    return frame.map(this::answer);
  }

  private Optional<VideoPicture> picture() {
    if (video == null) {
      FFmpeg.require("video: " + label);
      video = VideoPictures.open(file);
    }
    return video.next();
  }

  private Answer answer(VideoPicture frame) {
    Moment moment = new Moment(count, OptionalLong.of(frame.timeMicros()));
    count++;
    Optional<Path> drawing =
        drawings.map(folder -> folder.resolve("%06d.png".formatted(moment.frame() + 1)));
    Sight.Look look = sight.look(label, frame.picture(), drawing, Optional.of(moment), state);
    state = look.state();
    return look.answer();
  }

  @Override
  public void close() {
    if (video != null) {
      video.close();
    }
  }
}
