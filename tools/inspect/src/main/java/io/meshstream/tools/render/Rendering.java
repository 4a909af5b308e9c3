package io.meshstream.tools.render;

import io.meshstream.tools.console.Progress;
import io.meshstream.tools.drawing.FaceDrawing;
import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.drawing.TextStrip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Draws shots until there are no more, and keeps count. Not thread-safe. */
final class Rendering {

  private static final int LONGEST_CAPTION = 100;

  private final Set<Layer> layers;
  private final Map<Outcome, Long> counts = new EnumMap<>(Outcome.class);

  Rendering(Set<Layer> layers) {
    this.layers = layers;
  }

  /** Draws all shots, or as many as come before it is told to stop. */
  void run(Shots shots, ShotSink sink, Progress progress, BooleanSupplier stopped)
      throws IOException {
    while (!stopped.getAsBoolean()) {
      Optional<Shot> shot = shots.next();
      if (shot.isEmpty()) {
        return;
      }
      draw(shot.get());
      sink.write(shot.get().name(), shot.get().image());
      counts.merge(shot.get().outcome(), 1L, Long::sum);
      progress.step();
    }
  }

  private void draw(Shot shot) {
    BufferedImage image = shot.image();
    shot.found().ifPresent(found -> new FaceDrawing(image, layers).draw(found));
    shot.caption()
        .ifPresent(text -> new TextStrip(image).write(shortened(text), 0, image.getHeight()));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_CAPTION ? text : text.substring(0, LONGEST_CAPTION) + "...";
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /** How many frames there were, and how many of each kind. */
  String summary() {
    String kinds =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", "));
    return count() + " frames" + (kinds.isEmpty() ? "" : ": " + kinds);
  }
}
