package io.meshstream.tools.pictures;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gives every annotated picture a file of its own in one directory.
 *
 * <p>{@code a/x.jpg} becomes {@code x.png}; a picture of the directory {@code a} becomes {@code
 * a/x.png}; the frames of a video {@code x.mp4} go to the folder {@code x}. A name that is taken,
 * by another of these pictures or by one of the inputs, gets {@code -2}, {@code -3} and so on, so
 * nothing that is read is ever written over. The same inputs always get the same names. Not
 * thread-safe.
 */
public final class AnnotatedFiles {

  private final Path directory;
  private final Set<Path> taken = new HashSet<>();

  /**
   * Prepares names.
   *
   * @param directory an existing directory
   * @throws IOException if the real places of the directory or the inputs cannot be found out
   */
  public AnnotatedFiles(Path directory, List<PictureSequence> inputs) throws IOException {
    this.directory = directory.toRealPath();
    for (PictureSequence input : inputs) {
      if (input.directory().isPresent()) {
        taken.add(input.directory().get().toRealPath());
      }
      for (PictureFile picture : input.pictures()) {
        taken.add(picture.path().toRealPath());
      }
    }
  }

  /** Returns the folder for a sequence; asked once for each, in order. */
  public Path folder(PictureSequence sequence) {
    if (sequence.directory().isEmpty()) {
      return directory;
    }
    Path name = sequence.directory().get().toAbsolutePath().normalize().getFileName();
    return free(name == null ? "root" : name.toString(), directory, "");
  }

  /** Returns the folder for the frames of a video; asked once for each, in order. */
  public Path folder(Path video) {
    return free(stem(video), directory, "");
  }

  /** Returns the file for a picture of a sequence whose folder is known. */
  public Path file(Path folder, PictureFile picture) {
    return free(stem(picture.path()), folder, ".png");
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private Path free(String stem, Path folder, String suffix) {
    Path candidate = folder.resolve(stem + suffix);
    for (int number = 2; !taken.add(candidate); number++) {
      candidate = folder.resolve(stem + "-" + number + suffix);
    }
    return candidate;
  }
}
