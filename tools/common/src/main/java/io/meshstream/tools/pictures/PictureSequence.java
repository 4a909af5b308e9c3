package io.meshstream.tools.pictures;

import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pictures that one path names, in order: those of a directory by name, or a single file.
 *
 * @param directory the directory they were found in; empty for a file given by itself
 * @param pictures the pictures, at least one
 * @param passedOver says what else was in the directory; empty if there was nothing
 */
public record PictureSequence(
    Optional<Path> directory, List<PictureFile> pictures, Optional<String> passedOver) {

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
      return new PictureSequence(
          Optional.empty(), List.of(new PictureFile(path, given)), Optional.empty());
    }
    PictureDirectory directory = list(path);
    PassedOver others = new PassedOver();
    directory.others().forEach(others::add);
    Optional<String> passedOver = others.message(given);
    String prefix = given.endsWith("/") ? given : given + "/";
    List<PictureFile> pictures =
        directory.pictures().stream()
            .map(file -> new PictureFile(file, prefix + file.getFileName()))
            .toList();
    if (pictures.isEmpty()) {
      throw new CommandFailure(
          passedOver.orElseGet(
              () ->
                  "directory: %s, empty (expected: .jpg, .jpeg and .png files); name another"
                      .formatted(given)));
    }
    return new PictureSequence(Optional.of(path), pictures, passedOver);
  }

  private static PictureDirectory list(Path directory) {
    try {
      return PictureDirectory.list(directory);
    } catch (IOException e) {
      throw new CommandFailure(
          "directory: %s, %s (expected: it can be listed); check its permissions"
              .formatted(directory, e.getMessage()),
          e);
    }
  }
}
