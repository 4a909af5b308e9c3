package io.meshstream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The frames of a scene that {@code bench/peer/frames.py} has written.
 *
 * @param lead with which a camera begins: faces that any detector finds
 * @param loop a closed path, to be shown again and again
 */
record SceneFrames(List<byte[]> lead, List<byte[]> loop) {

  static SceneFrames read(Path folder) throws IOException {
    return new SceneFrames(jpegs(folder.resolve("lead")), jpegs(folder.resolve("loop")));
  }

  /** Returns a frame, counted from 0: through the lead, then round and round in the loop. */
  byte[] at(int number) {
    return number < lead.size() ? lead.get(number) : loop.get((number - lead.size()) % loop.size());
  }

  private static List<byte[]> jpegs(Path folder) throws IOException {
    List<byte[]> jpegs = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        jpegs.add(Files.readAllBytes(file));
      }
    }
    return jpegs;
  }
}
