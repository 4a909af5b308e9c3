package io.meshstream.vision.natives;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * A file inside of a jar, with what the jar's directory says of its content.
 *
 * @param url where it is
 * @param name its own name, without a folder
 * @param size in bytes
 * @param crc the CRC-32 of its content
 */
public record PackedFile(URL url, String name, long size, long crc) {

  private static final int BLOCK_BYTES = 1 << 20;
  private static final int KEY_BYTES = 8;

  /**
   * Looks a file up.
   *
   * @param url as a class loader gives it for a resource
   * @return empty if it is not in a jar, but in a folder, where it can be used as it is
   */
  public static Optional<PackedFile> at(URL url) {
    try {
      URLConnection connection = url.openConnection();
      if (!(connection instanceof JarURLConnection inJar)) {
        return Optional.empty();
      }
      inJar.setUseCaches(false);
      try (JarFile jar = inJar.getJarFile()) {
        JarEntry entry = jar.getJarEntry(inJar.getEntryName());
        String path = entry.getName();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Optional.of(new PackedFile(url, name, entry.getSize(), entry.getCrc()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Makes a name for files with just this content, of 16 hexadecimal digits. */
  static String key(List<PackedFile> files) {
    StringBuilder text = new StringBuilder();
    files.forEach(file -> text.append("%s %d %08x\n".formatted(file.name, file.size, file.crc)));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Tells whether a folder holds this file, with the very content. */
  boolean isIn(Path folder) throws IOException {
    Path file = folder.resolve(name);
    try {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
          && Files.size(file) == size
          && crc(file) == crc;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK_BYTES);
    try (FileChannel channel = FileChannel.open(file)) {
      while (channel.read(block.clear()) >= 0) {
        crc.update(block.flip());
      }
    }
    return crc.getValue();
  }

  /** Writes the file into a folder that has none of its name. */
  void extractTo(Path folder) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false);
    try (InputStream content = connection.getInputStream()) {
      Files.copy(content, folder.resolve(name));
    }
    if (!isIn(folder)) {
      throw new IOException(name + " does not come out of its jar as it went in");
    }
  }
}
