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
final class VideoResults implements ResultSource {

  private final String label;
  private final Path file;
  private final KeptFiles.Folders folders;
  private final PictureAnalyser analyser;

  private TaskState state = TaskState.initial();
  private long count;
  private boolean isRejected;

  /** Opened with the first frame. */
  private VideoPictures video;

  /**
   * Will analyse a video.
   *
   * @param label what it is called
   * @param folders where what was found is kept
   */
  VideoResults(String label, Path file, KeptFiles.Folders folders, PictureAnalyser analyser) {
    this.label = label;
    this.file = file;
    this.folders = folders;
    this.analyser = analyser;
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.empty();
  }

  @Override
  public Optional<PictureResult> next() {
    if (isRejected) {
      return Optional.empty();
    }
    Optional<VideoPicture> frame;
    try {
      frame = picture();
    } catch (CommandFailure e) {
      isRejected = true;
      Optional<FrameTime> time =
          Optional.of(new FrameTime(count, OptionalLong.empty())).filter(each -> count > 0);
      return Optional.of(
          PictureResult.rejected(label, time, "VIDEO_UNREADABLE: " + e.getMessage()));
    }
    return frame.map(this::result);
  }

  private Optional<VideoPicture> picture() {
    if (video == null) {
      FFmpeg.require("video: " + label);
      video = VideoPictures.open(file);
    }
    return video.next();
  }

  private PictureResult result(VideoPicture frame) {
    FrameTime time = new FrameTime(count, OptionalLong.of(frame.timeMicros()));
    count++;
    PictureAnalyser.Analysis analysis =
        analyser.analyse(
            label, frame.picture(), folders.of(time.frame()), Optional.of(time), state);
    state = analysis.state();
    return analysis.result();
  }

  @Override
  public void close() {
    if (video != null) {
      video.close();
    }
  }
}
