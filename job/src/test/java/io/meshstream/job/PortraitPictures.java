package io.meshstream.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Stored views of the portrait, as JPEG files. */
public final class PortraitPictures {

  private static final Path GOLDEN =
      Path.of("../models/src/test/resources/io/meshstream/vision/golden/portrait/media");

  private PortraitPictures() {}

  /** A face that turns and moves, is gone in pictures 9 to 11, and comes back; 400x300. */
  public static List<byte[]> walk() {
    return files(GOLDEN.resolve("walk"));
  }

  /** One face, which a second one joins; 480x270. */
  public static List<byte[]> pair() {
    return files(GOLDEN.resolve("pair"));
  }

  /** Pictures that have nothing to do with each other, one of them without a face. */
  public static List<byte[]> alone() {
    return files(GOLDEN.resolve("alone"));
  }

  /**
   * A face of more than twice the size of the landmark model's input, 960x720; the last is a
   * progressive JPEG.
   */
  public static List<byte[]> closeUp() {
    return files(Path.of("src/test/resources/records/closeup"));
  }

  private static List<byte[]> files(Path folder) {
    try (Stream<Path> names = Files.list(folder)) {
      List<byte[]> files = new ArrayList<>();
      for (Path name : names.sorted().toList()) {
        files.add(Files.readAllBytes(name));
      }
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException("the pictures cannot be read", e);
    }
  }
}
