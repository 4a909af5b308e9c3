package io.meshstream.tools.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an answer says before its body. What does not look like a header is passed over.
 *
 * @param status such as 200
 * @param reason in the server's words, such as {@code OK}; may be empty
 * @param fields the headers in their order
 */
record HttpHead(int status, String reason, List<Field> fields) {

  /**
   * A header.
   *
   * @param name in lower case
   * @param value without white space around it
   */
  record Field(String name, String value) {}

  private static final Pattern STATUS_LINE =
      Pattern.compile("(?i)(?:HTTP/\\d(?:\\.\\d)?|ICY)\\s+(\\d{3})(?:\\s+(.*))?");

  private static final int MAX_LINE_BYTES = 8 * 1024;
  private static final int MAX_LINES = 256;
  private static final int MAX_BYTES = 64 * 1024;

  /**
   * Reads a head up to the empty line behind it; passes over the provisional ones (100 and the
   * like) before it.
   *
   * @throws IOException if there is none within 256 lines of 8 KiB, and 64 KiB in all
   */
  static HttpHead read(HttpInput in) throws IOException {
    HttpHead head = readOne(in);
    while (head.status < 200) {
      head = readOne(in);
    }
    return head;
  }

  private static HttpHead readOne(HttpInput in) throws IOException {
    String first = in.readLine(MAX_LINE_BYTES);
    Matcher status = STATUS_LINE.matcher(first.strip());
    if (!status.matches()) {
      throw new IOException("no answer of HTTP");
    }
    String reason = status.group(2) == null ? "" : status.group(2);
    return new HttpHead(Integer.parseInt(status.group(1)), reason, readFields(in));
  }

  private static List<Field> readFields(HttpInput in) throws IOException {
    List<Field> fields = new ArrayList<>();
    int left = MAX_BYTES;
    for (int lines = 0; lines < MAX_LINES && left > 0; lines++) {
      String line = in.readLine(MAX_LINE_BYTES);
      left -= line.length() + 1;
      int colon = line.indexOf(':');
      if (line.isEmpty()) {
        return List.copyOf(fields);
      } else if (Character.isWhitespace(line.charAt(0)) && !fields.isEmpty()) {
        Field last = fields.remove(fields.size() - 1);
        fields.add(new Field(last.name(), last.value() + " " + line.strip()));
      } else if (colon > 0) {
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        fields.add(new Field(name, line.substring(colon + 1).strip()));
      }
    }
    throw new IOException("headers without end");
  }

  /** Returns all values of a header. */
  List<String> values(String name) {
    return fields.stream().filter(f -> f.name().equals(name)).map(Field::value).toList();
  }

  /** Returns the first value of a header. */
  Optional<String> value(String name) {
    return values(name).stream().findFirst();
  }

  /** Returns what {@code Content-Type} says, as it was written; empty if nothing. */
  String contentType() {
    return value("content-type").orElse("");
  }

  /** Returns how long the body is as far as the head says; -1 if it does not, or nonsense. */
  long contentLength() {
    return value("content-length").map(HttpHead::length).orElse(-1L);
  }

  static long length(String text) {
    return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
  }

  boolean isChunked() {
    return values("transfer-encoding").stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains("chunked"));
  }
}
