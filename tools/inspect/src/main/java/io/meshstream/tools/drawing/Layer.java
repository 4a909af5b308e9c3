package io.meshstream.tools.drawing;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What may be drawn on a picture, in the order in which it is: later ones cover earlier ones. */
public enum Layer {
  /** What the detector saw: box and keypoints. */
  DETECTIONS,
  /** All edges between landmarks. */
  TESSELATION,
  /**
   * Lips, eyes, eyebrows and face oval, and the irises that some models find; of a face without
   * landmarks the contours that stand for them.
   */
  CONTOURS,
  /** A dot for each landmark. */
  POINTS,
  /** The skeletons of hands: each finger in a colour of its own, with a dot for each landmark. */
  HANDS,
  /** The region that was cropped for the landmark model; nothing where there was none. */
  REGION,
  /** The axes of the head, where its pose is known: x red, y green, z blue. */
  POSE,
  /** The track id, at the region's top left corner; of a hand also which it is. */
  LABEL,
  /** The strongest blendshapes as bars, beside the region; only where a face has blendshapes. */
  BLENDSHAPES,
  /**
   * How far eyes and mouth are open, how frontal the face is and where the person looks, beside the
   * region and above the blendshapes; only where a face has signals.
   */
  SIGNALS;

  private static final Set<Layer> USUAL =
      Collections.unmodifiableSet(EnumSet.of(DETECTIONS, CONTOURS, POINTS, HANDS, REGION));

  /**
   * Returns what is drawn unless something else is asked for: all but tesselation, pose, label,
   * blendshapes and signals.
   */
  public static Set<Layer> usual() {
    return USUAL;
  }

  /** As the command line spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
