package io.meshstream.vision.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Frames and what MediaPipe returned for them.
 *
 * @param maxFaces how many faces MediaPipe was asked for
 * @param staticImages whether each frame stands alone
 * @param frames the frames in order
 */
record GoldenSet(int maxFaces, boolean staticImages, List<GoldenFrame> frames) {

  /**
   * Reads a set.
   *
   * @param folder holds {@code media} and {@code peer}
   * @param name such as {@code stills.mesh468}
   */
  static GoldenSet read(Path folder, String name) throws IOException {
    Path file = folder.resolve("peer").resolve(name + ".json.gz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      JsonNode root = new ObjectMapper().readTree(in);
      List<GoldenFrame> frames = new ArrayList<>();
      for (JsonNode frame : root.get("frames")) {
        frames.add(GoldenFrame.read(folder.resolve("media"), frame));
      }
      int maxFaces = root.at("/options/maxNumFaces").asInt(1);
      return new GoldenSet(maxFaces, root.get("mode").asText().equals("static"), frames);
    }
  }
}
