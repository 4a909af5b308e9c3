package io.meshstream.tools.render;

import io.meshstream.job.records.FaceRecords;
import io.meshstream.vision.TaskResult;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * One frame that is to be drawn.
 *
 * @param name what a file of its own is called, without an ending
 * @param outcome what became of the frame
 * @param image the upright picture, which may be drawn on; black where there is none to be seen
 * @param found what was found in it; nothing where it was not looked at
 * @param caption what the picture cannot show
 */
record Shot(
    String name,
    Outcome outcome,
    BufferedImage image,
    Optional<TaskResult> found,
    Optional<String> caption) {

  /** A shot of a picture that was looked at. */
  static Shot seen(String name, BufferedImage image, TaskResult found) {
    Outcome outcome = Outcome.of(FaceRecords.status(found.faces()));
    return new Shot(name, outcome, image, Optional.of(found), Optional.empty());
  }

  /** A shot of a picture that was not, and why. */
  static Shot unseen(String name, Outcome outcome, BufferedImage image, String caption) {
    return new Shot(name, outcome, image, Optional.empty(), Optional.of(caption));
  }
}
