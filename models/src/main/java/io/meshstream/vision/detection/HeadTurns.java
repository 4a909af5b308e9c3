package io.meshstream.vision.detection;

import io.meshstream.vision.geometry.Box;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.image.Picture;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds out which way up heads are that have been detected.
 *
 * <p>BlazeFace also finds heads that lie or stand on the crown, but was made for upright ones: the
 * keypoints that it gives of others are those of an upright head, so the region and the landmarks
 * that follow from them are wrong in MediaPipe; some that are upside down it does not find at all.
 * Here the detector sees the picture upside down as well, and each head once more from four sides,
 * close by; the side from which it is surest is the head's, and its keypoints from there are right.
 *
 * <p>Immutable and thread-safe.
 */
public final class HeadTurns {

  /** Side of the square that is seen, in widths of the box: with room for a box that lies aside. */
  private static final float SURROUNDINGS = 2;

  /** Another face beside the one that is meant overlaps its box by less. */
  private static final float SAME_FACE = 0.3f;

  private static final int SIDES = 4;

  private final Detector detector;

  /** Makes one that has a detector look again. */
  public HeadTurns(Detector detector) {
    this.detector = detector;
  }

  /**
   * Adds what is seen in a picture upside down, and only so.
   *
   * @param found what has been detected in it
   * @param whole the whole picture, perhaps at a coarser scale
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  public List<Detection> withUpsideDown(List<Detection> found, Picture whole) {
    float side = Math.max(whole.width(), whole.height());
    Region turned =
        new Region(0.5f, 0.5f, side / whole.width(), side / whole.height(), (float) Math.PI);
    List<Detection> all = new ArrayList<>(found);
    for (Detection seen : detector.detect(whole, turned)) {
      if (found.stream().noneMatch(each -> each.box().overlap(seen.box()) > SAME_FACE)) {
        all.add(seen);
      }
    }
    return all;
  }

  /**
   * Returns a detection as it is from the side from which the detector is surest of it; as it was
   * if it is not found again from any.
   *
   * @param pixels what is around it, or more of the picture, perhaps at a coarser scale
   * @throws io.meshstream.vision.inference.InferenceException if the runtime fails
   */
  public Detection upright(Detection found, Picture pixels) {
    Detection surest = null;
    for (int side = 0; side < SIDES; side++) {
      for (Detection seen : detector.detect(pixels, surroundings(found.box(), side, pixels))) {
        if (seen.box().overlap(found.box()) > SAME_FACE
            && (surest == null || seen.score() > surest.score())) {
          surest = seen;
        }
      }
    }
    return surest == null ? found : surest;
  }

  private static Region surroundings(Box box, int side, Picture picture) {
    float pixels =
        SURROUNDINGS * Math.max(box.width() * picture.width(), box.height() * picture.height());
    return new Region(
        (box.xMin() + box.xMax()) / 2,
        (box.yMin() + box.yMax()) / 2,
        pixels / picture.width(),
        pixels / picture.height(),
        (float) (side * Math.PI / 2));
  }
}
