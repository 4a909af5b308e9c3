package io.meshstream.vision.image;

import java.util.List;

/**
 * The pixels of a picture that somebody is going to look at.
 *
 * @param area holds them all
 * @param samples which of the area are looked at: what these samples are made of; all if there are
 *     none
 */
public record PixelSelection(PixelArea area, List<SampleLattice> samples) {

  /** Copies the list. */
  public PixelSelection {
    samples = List.copyOf(samples);
  }

  /** Selects all pixels of an area. */
  public static PixelSelection all(PixelArea area) {
    return new PixelSelection(area, List.of());
  }

  /** Tells where the pixels come to lie when their picture is turned. */
  PixelSelection turned(QuarterTurn turn, int pictureWidth, int pictureHeight) {
    return new PixelSelection(
        area.turned(turn, pictureWidth, pictureHeight),
        samples.stream().map(each -> each.turned(turn, pictureWidth, pictureHeight)).toList());
  }

  /** Tells where the pixels come to lie when left and right of their picture are exchanged. */
  PixelSelection mirrored(int pictureWidth) {
    int fromRight = pictureWidth - area.x() - area.width();
    return new PixelSelection(
        new PixelArea(fromRight, area.y(), area.width(), area.height()),
        samples.stream().map(each -> each.mirrored(pictureWidth)).toList());
  }
}
