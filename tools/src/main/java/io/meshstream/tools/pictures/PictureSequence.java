package io.meshstream.tools.pictures;

import io.meshstream.tools.console.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

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
    PassedOver others = new PassedOver();
    List<PictureFile> pictures = new ArrayList<>();
    String prefix = given.endsWith("/") ? given : given + "/";
    for (Path file : filesIn(path)) {
      if (PictureName.isRead(file) && Files.isRegularFile(file)) {
        pictures.add(new PictureFile(file, prefix + file.getFileName()));
      } else {
        others.add(file);
      }
    }
    Optional<String> passedOver = others.message(given);
    if (pictures.isEmpty()) {
      throw new CommandFailure(
          passedOver.orElseGet(
              () ->
                  "directory: %s, empty (expected: .jpg, .jpeg and .png files); name another"
                      .formatted(given)));
    }
    return new PictureSequence(Optional.of(path), pictures, passedOver);
  }

  private static List<Path> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted(Comparator.comparing(file -> file.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new CommandFailure(
          "directory: %s, %s (expected: it can be listed); check its permissions"
              .formatted(directory, e.getMessage()),
          e);
    }
  }
}
