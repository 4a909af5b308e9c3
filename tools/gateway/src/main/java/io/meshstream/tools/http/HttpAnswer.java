package io.meshstream.tools.http;

import io.meshstream.vision.image.PictureFormat;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a camera answers: what it is, told by what it says and by how its body begins.
 *
 * <p>Not thread-safe.
 */
final class HttpAnswer {

  /** What a body can be. */
  enum Content {
    /** JPEGs, in parts or one after another, or just one. */
    JPEGS,
    /** A PNG. */
    PNG,
    /** Nothing. */
    NOTHING,
    /** A page for people. */
    PAGE,
    /** A list of the addresses of videos. */
    PLAYLIST,
    /** A picture that no frame may be. */
    OTHER_PICTURE,
    /** Something else: perhaps a video. */
    OTHER
  }

  private static final int BEGINNING = 32;

  /** Also where white space, a comma or nothing stands where a semicolon should. */
  private static final Pattern BOUNDARY =
      Pattern.compile("(?i)boundary\\s*=\\s*(?:\"([^\"]*)\"?|([^\\s;,]*))");

  private final HttpHead head;
  private final HttpBody body;
  private final byte[] beginning;

  private HttpAnswer(HttpHead head, HttpBody body, byte[] beginning) {
    this.head = head;
    this.body = body;
    this.beginning = beginning;
  }

  /** Waits for the beginning of its body. */
  static HttpAnswer of(HttpHead head, HttpInput in) throws IOException {
    HttpBody body = HttpBody.of(in, head, isMultipart(head));
    return new HttpAnswer(head, body, body.readNBytes(BEGINNING));
  }

  private static boolean isMultipart(HttpHead head) {
    return type(head).startsWith("multipart/");
  }

  private static String type(HttpHead head) {
    return head.contentType().toLowerCase(Locale.ROOT).replaceFirst("[;,\\s].*", "");
  }

  Content content() {
    String text =
        new String(beginning, StandardCharsets.ISO_8859_1).strip().toLowerCase(Locale.ROOT);
    String type = type(head);
    if (beginning.length == 0) {
      return Content.NOTHING;
    } else if (is(PictureFormat.PNG)) {
      return Content.PNG;
    } else if (isMultipart(head)
        || is(PictureFormat.JPEG)
        || text.matches("(?s)(--\\S|content-).*")) {
      return Content.JPEGS;
    } else if (text.startsWith("#extm3u") || type.contains("mpegurl")) {
      return Content.PLAYLIST;
    } else if (text.startsWith("<") || type.startsWith("text/") || type.endsWith("json")) {
      return Content.PAGE;
    } else if (type.startsWith("image/") || text.matches("(?s)(gif8|riff....webp).*")) {
      return Content.OTHER_PICTURE;
    }
    return Content.OTHER;
  }

  private boolean is(PictureFormat format) {
    return PictureFormat.startingWith(beginning).equals(Optional.of(format));
  }

  /**
   * Returns whether it says that it has parts: it is a stream then, even if just one of them comes.
   */
  boolean isMultipart() {
    return isMultipart(head);
  }

  /** Returns what it says that its parts are divided by. */
  Optional<String> boundary() {
    Matcher boundary = BOUNDARY.matcher(head.contentType());
    if (!boundary.find()) {
      return Optional.empty();
    }
    return Optional.of(boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
  }

  /** Returns how long it says that its one picture is; -1 if it does not. */
  long pictureLength() {
    return isMultipart() || head.isChunked() ? -1 : head.contentLength();
  }

  /** Returns what it says that it is, for messages. */
  String contentType() {
    String type = type(head);
    return type.isEmpty() ? "no stated type" : type.replaceAll("[^!-~]", "?");
  }

  /** Returns all of the body. */
  InputStream body() {
    return new SequenceInputStream(new ByteArrayInputStream(beginning), body);
  }

  /**
   * Returns whether another answer can follow on the connection; reads what is left if that is
   * little.
   */
  boolean finish() throws IOException {
    return head.values("connection").stream().noneMatch(value -> value.equalsIgnoreCase("close"))
        && body.finish();
  }
}
