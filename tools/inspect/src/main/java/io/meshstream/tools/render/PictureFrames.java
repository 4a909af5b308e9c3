package io.meshstream.tools.render;

import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.pictures.PictureFile;
import io.meshstream.tools.pictures.PictureOptions;
import io.meshstream.tools.pictures.PictureSequence;
import io.meshstream.vision.Frame;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureException;
import java.io.IOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The pictures of a directory with what the face mesh library finds in them. One that cannot be
 * read is rejected; where faces are tracked, that goes on after it.
 */
final class PictureFrames implements FrameSource {

  private final Iterator<PictureFile> files;
  private final int count;
  private final PictureOptions options;
  private final Task task;
  private final BlankPicture blank = new BlankPicture();

  private TaskState state = TaskState.initial();

  PictureFrames(PictureSequence sequence, PictureOptions options, Task task) {
    this.files = sequence.pictures().iterator();
    this.count = sequence.pictures().size();
    this.options = options;
    this.task = task;
  }

  @Override
  public Optional<Double> framesPerSecond() {
    return Optional.empty();
  }

  @Override
  public OptionalLong total() {
    return OptionalLong.of(count);
  }

  @Override
  public Optional<RenderedFrame> next() {
    return files.hasNext() ? Optional.of(rendered(files.next())) : Optional.empty();
  }

  private RenderedFrame rendered(PictureFile file) {
    String name = stem(file.path().getFileName().toString());
    try {
      Picture picture = options.decode(file);
      TaskStep step = task.step(state, Frame.of(picture));
      state = step.state();
      return RenderedFrame.analysed(name, blank.remember(PictureImage.of(picture)), step.result());
    } catch (PictureException e) {
      return rejected(name, "PICTURE_%s: %s".formatted(e.problem(), e.getMessage()));
    } catch (IOException e) {
      return rejected(name, "FILE_UNREADABLE: " + e);
    }
  }

  private RenderedFrame rejected(String name, String reason) {
    return RenderedFrame.captioned(
        name, RenderOutcome.REJECTED, blank.image(), "REJECTED  " + reason);
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  @Override
  public void close() {}
}
