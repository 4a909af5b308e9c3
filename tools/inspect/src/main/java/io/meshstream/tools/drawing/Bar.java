package io.meshstream.tools.drawing;

import io.meshstream.vision.FaceDetails;
import io.meshstream.vision.landmark.Blendshapes;
import io.meshstream.vision.signals.FaceSignals;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One number of a face, as it is drawn beside it.
 *
 * @param text what it is
 * @param share how long its bar is, 0 to 1
 */
record Bar(String text, float share) {

  /** How many blendshapes are drawn at most, and how strong they are at least. */
  private static final int BLENDSHAPES = 8;

  private static final float WEAKEST_BLENDSHAPE = 0.1f;

  /** An eye that is as far open as the longest bar; few are further. */
  private static final float WIDE_EYE = 0.5f;

  /** Returns those of a face, in the order in which they are below each other. */
  static Stream<Bar> of(FaceDetails details, Set<Layer> layers) {
    Stream<Bar> signals =
        layers.contains(Layer.SIGNALS)
            ? details.signals().stream().flatMap(Bar::of)
            : Stream.empty();
    Stream<Bar> blendshapes =
        layers.contains(Layer.BLENDSHAPES)
            ? details.blendshapes().stream().flatMap(Bar::of)
            : Stream.empty();
    return Stream.concat(signals, blendshapes);
  }

  private static Stream<Bar> of(FaceSignals signals) {
    return Stream.concat(
        Stream.of(
            of("left eye", signals.eyeOpennessLeft(), WIDE_EYE),
            of("right eye", signals.eyeOpennessRight(), WIDE_EYE),
            of("mouth", signals.mouthOpenness(), 1),
            of("frontal", signals.frontalness(), 1)),
        signals.gazeZone().stream()
            .map(zone -> new Bar("gaze " + zone.name().toLowerCase(Locale.ROOT), 0)));
  }

  /** The strongest first. */
  private static Stream<Bar> of(Blendshapes blendshapes) {
    return IntStream.range(0, Blendshapes.COUNT)
        .filter(index -> blendshapes.score(index) >= WEAKEST_BLENDSHAPE)
        .boxed()
        .sorted(Comparator.comparing(index -> -blendshapes.score(index)))
        .limit(BLENDSHAPES)
        .map(index -> of(Blendshapes.names().get(index), blendshapes.score(index), 1));
  }

  private static Bar of(String name, float value, float longest) {
    float share = Math.max(0, Math.min(1, value / longest));
    return new Bar(String.format(Locale.ROOT, "%.2f %s", value, name), share);
  }
}
