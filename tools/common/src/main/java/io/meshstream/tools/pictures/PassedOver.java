package io.meshstream.tools.pictures;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Counts what else lies in a directory of pictures, so that nothing is left out without a word.
 * What is hidden, as thumbnails of file managers are, does not count. Not thread-safe.
 */
final class PassedOver {

  private final Map<String, Integer> files = new TreeMap<>();

  private int folders;

  void add(Path path) {
    if (path.getFileName().toString().startsWith(".")) {
      return;
    }
    if (Files.isDirectory(path)) {
      folders++;
    } else {
      String ending = PictureName.ending(path);
      files.merge(ending.isEmpty() ? "without an ending" : "." + ending, 1, Integer::sum);
    }
  }

  /** Says what was passed over and why; empty if nothing was. */
  Optional<String> message(String directory) {
    List<String> kinds = new ArrayList<>();
    files.forEach((ending, count) -> kinds.add(count + " " + ending));
    if (folders > 0) {
      kinds.add(folders + (folders == 1 ? " directory" : " directories"));
    }
    return kinds.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "directory: %s, passed over %s (expected: .jpg, .jpeg and .png files); convert pictures of other formats, name videos and directories by themselves"
                .formatted(directory, String.join(", ", kinds)));
  }
}
