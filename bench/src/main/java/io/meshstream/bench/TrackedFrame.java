package io.meshstream.bench;

import io.meshstream.vision.Frame;
import io.meshstream.vision.ModelSet;
import io.meshstream.vision.Task;
import io.meshstream.vision.TaskCatalog;
import io.meshstream.vision.TaskSettings;
import io.meshstream.vision.TaskState;
import io.meshstream.vision.TaskStep;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import io.meshstream.vision.image.PictureSource;
import java.io.IOException;

/** A camera's frame whose one face was found in the frame before, which looked the same. */
final class TrackedFrame implements AutoCloseable {
  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
  private final byte[] jpeg;
  private final ModelSet models;
  private final Task task;
  private final TaskStep found;

  /** Loads the models of a task, and has it find the face. */
  TrackedFrame(SampleFrame frame, TaskSettings settings) throws IOException, PictureException {
    jpeg = frame.jpeg();
    models = ModelSet.open();
    task = TaskCatalog.task(settings, models);
    found = seek();
  }

  /** Returns what the frame before gave. */
  TaskStep found() {
    return found;
  }

  /** Takes the frame: no detector, one region. */
  TaskStep step() throws PictureException {
    return step(found.state());
  }

  /** Takes the frame as one in which a face is sought and found. */
  TaskStep seek() throws PictureException {
    return step(TaskState.initial());
  }

  private TaskStep step(TaskState before) throws PictureException {
    try (PictureSource picture = decoder.open(jpeg)) {
      return task.step(before, new Frame(picture, -1));
    }
  }

  /** Takes the frame with its whole picture decoded first. */
  TaskStep stepWhole() throws PictureException {
    return task.step(found.state(), Frame.of(decoder.decode(jpeg)));
  }

  @Override
  public void close() {
    models.close();
  }
}
