package io.meshstream.tools.pictures;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What lies in a directory of pictures, in the order of the names.
 *
 * @param pictures the files that are called like a JPEG or PNG, damaged or not; may be none
 * @param others everything else
 */
public record PictureDirectory(List<Path> pictures, List<Path> others) {

  /** Copies the lists. */
  public PictureDirectory {
    pictures = List.copyOf(pictures);
    others = List.copyOf(others);
  }

  /**
   * Lists a directory, but none of those in it.
   *
   * @throws IOException if it cannot be listed
   */
  public static PictureDirectory list(Path directory) throws IOException {
    Predicate<Path> isPicture = file -> PictureName.isRead(file) && Files.isRegularFile(file);
    try (Stream<Path> files = Files.list(directory)) {
      Map<Boolean, List<Path>> parts =
          files
              .sorted(Comparator.comparing(file -> file.getFileName().toString()))
              .collect(Collectors.partitioningBy(isPicture));
      return new PictureDirectory(parts.get(true), parts.get(false));
    }
  }
}
