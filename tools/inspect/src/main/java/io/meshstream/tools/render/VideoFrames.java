package io.meshstream.tools.render;

import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.video.VideoPicture;
import io.meshstream.tools.video.VideoPictures;
import io.meshstream.vision.Frame;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureSource;
import java.util.Optional;

/** The frames of a video file with what the face mesh library finds in them. */
final class VideoFrames implements FrameSource {

  private final VideoPictures video;
  private final Task task;

  private TaskState state = TaskState.initial();
  private long count;

  VideoFrames(VideoPictures video, Task task) {
    this.video = video;
    this.task = task;
  }

  @Override
  public Optional<Double> framesPerSecond() {
    return Optional.of(video.framesPerSecond());
  }

  @Override
  public boolean hasSound() {
    return video.hasSound();
  }

  @Override
  public Optional<RenderedFrame> next() {
    return video.next().map(this::rendered);
  }

  private RenderedFrame rendered(VideoPicture frame) {
    count++;
    TaskStep step = step(frame);
    state = step.state();
    return RenderedFrame.analysed(
        "%06d".formatted(count), PictureImage.of(frame.picture()), step.result());
  }

  private TaskStep step(VideoPicture frame) {
    try {
      return task.step(state, new Frame(PictureSource.of(frame.picture()), frame.timeMicros()));
    } catch (PictureException e) {
      throw new IllegalStateException("a decoded picture needs no decoding", e);
    }
  }

  @Override
  public void close() {
    video.close();
  }
}
