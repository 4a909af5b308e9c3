package io.meshstream.tools.pictures;

import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The pictures of one camera, in order: those of a directory by name, or a single file.
 *
 * @param directory the directory they were found in; empty for a file given by itself
 * @param pictures the pictures, at least one
 */
public record PictureSequence(Optional<Path> directory, List<PictureFile> pictures) {

  private static final Pattern PICTURE_NAME = Pattern.compile(".*\\.(jpg|jpeg|png)");

  /** Copies the list. */
  public PictureSequence {
    pictures = List.copyOf(pictures);
  }

  /**
   * Looks up what the user named.
   *
   * @throws CommandFailure if it does not exist, cannot be listed or holds no picture
   */
  public static PictureSequence of(String given) {
    Path path = Path.of(given);
    if (!Files.exists(path)) {
      throw new CommandFailure(
          "path: %s (expected: an existing file or directory); correct it".formatted(given));
    }
    if (!Files.isDirectory(path)) {
      return new PictureSequence(Optional.empty(), List.of(new PictureFile(path, given)));
    }
    String prefix = given.endsWith("/") ? given : given + "/";
    List<PictureFile> pictures =
        picturesIn(path).stream()
            .map(file -> new PictureFile(file, prefix + file.getFileName()))
            .toList();
    return new PictureSequence(Optional.of(path), pictures);
  }

  private static List<Path> picturesIn(Path directory) {
    List<Path> pictures;
    try (Stream<Path> files = Files.list(directory)) {
      pictures =
          files
              .filter(PictureSequence::isPicture)
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .toList();
    } catch (IOException e) {
      throw new CommandFailure(
          "directory: %s, %s (expected: it can be listed); check its permissions"
              .formatted(directory, e.getMessage()),
          e);
    }
    if (pictures.isEmpty()) {
      throw new CommandFailure(
          "directory: %s (expected: at least one file that ends with .jpg, .jpeg or .png); name another"
              .formatted(directory));
    }
    return pictures;
  }

  private static boolean isPicture(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return PICTURE_NAME.matcher(name).matches() && Files.isRegularFile(file);
  }
}
