package io.meshstream.tools.view;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * A file of the page, from the class path and nowhere else.
 *
 * @param mediaType what it is
 * @param content its bytes, which nobody may change
 * @param tag changes with its content
 */
record PageFile(String mediaType, Buffer content, String tag) {

  private static final Map<String, String> MEDIA_TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "json", "application/json",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8");

  /** Reads a file that lies in the folder {@code page} beside this class. */
  static PageFile resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(PageFile.class.getResourceAsStream("page/" + name), name)) {
      return of(name, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(name + " cannot be read", e);
    }
  }

  /** Makes a file of bytes; what it is follows from its name. */
  static PageFile of(String name, byte[] content) {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return new PageFile(
        Objects.requireNonNull(MEDIA_TYPES.get(extension), name),
        Buffer.buffer(content),
        '"' + sha256(content) + '"');
  }

  /** Returns the content as text. */
  String text() {
    return content.toString(StandardCharsets.UTF_8);
  }

  /** Returns the SHA-256 of some bytes in Base64, as content security policies have it. */
  static String sha256(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
