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
 * @param found what was found in it; empty where it was not analysed
 * @param caption what the picture cannot show
 */
record RenderedFrame(
    String name,
    RenderOutcome outcome,
    BufferedImage image,
    Optional<TaskResult> found,
    Optional<String> caption) {

  /** Makes a frame of a picture that was analysed. */
  static RenderedFrame analysed(String name, BufferedImage image, TaskResult found) {
    RenderOutcome outcome = RenderOutcome.of(FaceRecords.status(found.faces()));
    return new RenderedFrame(name, outcome, image, Optional.of(found), Optional.empty());
  }

  /** Makes a frame of a picture that was not, with the reason. */
  static RenderedFrame captioned(
      String name, RenderOutcome outcome, BufferedImage image, String caption) {
    return new RenderedFrame(name, outcome, image, Optional.empty(), Optional.of(caption));
  }
}
