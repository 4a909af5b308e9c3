package io.meshstream.tools.landmarks;

import io.meshstream.vision.TaskResult;
import io.meshstream.vision.image.Picture;
import java.util.Optional;

/**
 * What a line tells: what was found in a picture, or why it could not be read.
 *
 * @param file what the file is called
 * @param time which frame of a film it is; empty for a picture of its own
 * @param width columns of pixels; 0 if it could not be read
 * @param height rows of pixels; 0 if it could not be read
 * @param result what was found; empty if it could not be read
 * @param reason why it could not be read; empty if it could
 */
record PictureResult(
    String file,
    Optional<FrameTime> time,
    int width,
    int height,
    Optional<TaskResult> result,
    String reason) {

  static PictureResult found(
      String file, Optional<FrameTime> time, Picture picture, TaskResult result) {
    return new PictureResult(
        file, time, picture.width(), picture.height(), Optional.of(result), "");
  }

  static PictureResult rejected(String file, Optional<FrameTime> time, String reason) {
    return new PictureResult(file, time, 0, 0, Optional.empty(), reason);
  }

  boolean isRejected() {
    return result.isEmpty();
  }
}
