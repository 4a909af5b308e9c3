package io.meshstream.tools.render;

import io.meshstream.tools.console.Progress;
import io.meshstream.tools.drawing.Layer;
import io.meshstream.tools.drawing.ResultDrawing;
import io.meshstream.tools.drawing.TextStrip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Draws frames until there are no more, and keeps count. Not thread-safe. */
final class Rendering {

  private static final int LONGEST_CAPTION = 100;

  private final Set<Layer> layers;
  private final Map<RenderOutcome, Long> counts = new EnumMap<>(RenderOutcome.class);
  private long withHands;

  Rendering(Set<Layer> layers) {
    this.layers = layers;
  }

  /** Draws all frames, or as many as come before it is told to stop. */
  void run(FrameSource frames, FrameSink sink, Progress progress, BooleanSupplier stopped)
      throws IOException {
    while (!stopped.getAsBoolean()) {
      Optional<RenderedFrame> frame = frames.next();
      if (frame.isEmpty()) {
        return;
      }
      draw(frame.get());
      sink.write(frame.get().name(), frame.get().image());
      counts.merge(frame.get().outcome(), 1L, Long::sum);
      withHands += hasHands(frame.get()) ? 1 : 0;
      progress.step();
    }
  }

  private static boolean hasHands(RenderedFrame frame) {
    return frame.found().filter(found -> !found.hands().isEmpty()).isPresent();
  }

  private void draw(RenderedFrame frame) {
    BufferedImage image = frame.image();
    frame.found().ifPresent(found -> new ResultDrawing(image, layers).draw(found));
    frame
        .caption()
        .ifPresent(text -> new TextStrip(image).write(shortened(text), 0, image.getHeight()));
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST_CAPTION ? text : text.substring(0, LONGEST_CAPTION) + "...";
  }

  long count() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  /**
   * Returns how many frames there were, how many of each kind, and of all how many with hands if
   * any.
   */
  String summary() {
    String kinds =
        counts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey().text())
            .collect(Collectors.joining(", "));
    String hands = withHands == 0 ? "" : "; " + withHands + " with hands";
    return count() + " frames" + (kinds.isEmpty() ? "" : ": " + kinds) + hands;
  }
}
