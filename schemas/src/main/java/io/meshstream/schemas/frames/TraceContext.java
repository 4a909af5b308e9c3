package io.meshstream.schemas.frames;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.Serializable;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Which trace a frame belongs to: the W3C Trace Context in the headers of its record, to be handed
 * on unchanged with what becomes of the frame.
 *
 * <p>Headers come from anybody, so only what is well-formed and short is taken; without a parent,
 * the state means nothing. Public, with public component types, so that Flink serialises it field
 * by field.
 *
 * @param parent the header {@value #PARENT}; empty if the frame belongs to no trace
 * @param state the header {@value #STATE}; empty if there is none
 */
public record TraceContext(String parent, String state) implements Serializable {

  /** Belongs to no trace. */
  public static final TraceContext NONE = new TraceContext("", "");

  /** The header that names the trace and the span that a frame belongs to. */
  public static final String PARENT = "traceparent";

  /** The header in which tracing systems keep what they need besides. */
  public static final String STATE = "tracestate";

  /** Room for what later versions of the format may add. */
  private static final int MAX_PARENT_BYTES = 128;

  /** What the specification says has to be handed on at least. */
  private static final int MAX_STATE_BYTES = 512;

  private static final Pattern WELL_FORMED_PARENT =
      Pattern.compile(
          "(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(-[!-~]*)?");

  private static final Pattern WELL_FORMED_STATE = Pattern.compile("[ -~]*");

  /** Checks that nothing is null. */
  public TraceContext {
    Objects.requireNonNull(parent, "parent");
    Objects.requireNonNull(state, "state");
  }

  /** Returns what headers say; {@link #NONE} without a well-formed parent. */
  public static TraceContext of(Headers headers) {
    return text(headers, PARENT, MAX_PARENT_BYTES, WELL_FORMED_PARENT)
        .map(
            parent ->
                new TraceContext(
                    parent, text(headers, STATE, MAX_STATE_BYTES, WELL_FORMED_STATE).orElse("")))
        .orElse(NONE);
  }

  private static Optional<String> text(
      Headers headers, String name, int maxBytes, Pattern wellFormed) {
    Header header = headers.lastHeader(name);
    if (header == null || header.value() == null || header.value().length > maxBytes) {
      return Optional.empty();
    }
    return Optional.of(new String(header.value(), ISO_8859_1))
        .filter(text -> wellFormed.matcher(text).matches());
  }

  /** Adds the headers that say this; none for {@link #NONE}. */
  public void addTo(Headers headers) {
    add(headers, PARENT, parent);
    add(headers, STATE, state);
  }

  private static void add(Headers headers, String name, String value) {
    if (!value.isEmpty()) {
      headers.add(name, value.getBytes(ISO_8859_1));
    }
  }
}
