package io.meshstream.tools.size;

import io.meshstream.tools.pictures.PictureSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Holds the figures that sizes are computed with. Immutable. */
final class Figures {

  private static final String FILE = "figures.csv";
  private static final String PICTURE = "picture ";

  private static final String PROCESSOR = "processor: ";

  private final String processor;
  private final Map<String, Figure> byName = new LinkedHashMap<>();

  private Figures(List<String> lines) {
    processor =
        lines.stream()
            .filter(line -> line.startsWith(PROCESSOR))
            .map(line -> line.substring(PROCESSOR.length()))
            .findFirst()
            .orElseThrow();
    lines.stream()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(PROCESSOR))
        .map(Figure::parse)
        .forEach(figure -> byName.put(figure.name(), figure));
  }

  /** Returns those that were measured by this version's benchmarks. */
  static Figures measured() {
    try (InputStream file = Objects.requireNonNull(Figures.class.getResourceAsStream(FILE), FILE)) {
      return new Figures(new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(FILE + " cannot be read", e);
    }
  }

  /** Returns what machine they were measured on. */
  String processor() {
    return processor;
  }

  /** Returns all of them, in the order of the file. */
  List<Figure> all() {
    return List.copyOf(byName.values());
  }

  /**
   * Returns a figure in its unit.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  double value(String name) {
    Figure figure = byName.get(name);
    if (figure == null) {
      throw new IllegalArgumentException("figure: %s (expected: one of the file)".formatted(name));
    }
    return figure.value();
  }

  /** Returns the pictures that were measured. */
  List<MeasuredPicture> pictures() {
    return byName.keySet().stream()
        .filter(name -> name.startsWith(PICTURE))
        .map(name -> picture(name.substring(PICTURE.length())))
        .toList();
  }

  private MeasuredPicture picture(String name) {
    String[] words = name.split(" ", 2);
    return new MeasuredPicture(
        PictureKind.valueOf(words[0].toUpperCase(Locale.ROOT)),
        PictureSize.parse(words[1]),
        value(PICTURE + name),
        value("tracking " + name),
        value("seeking " + name));
  }
}
