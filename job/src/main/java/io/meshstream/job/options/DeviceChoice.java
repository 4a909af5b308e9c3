package io.meshstream.job.options;

import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the models are to run on.
 *
 * @param kind which sort of device
 * @param index which GPU; {@link #ANY} unless one was named
 */
public record DeviceChoice(Kind kind, int index) implements Serializable {

  /** The GPU that the cluster assigns, or else the first. */
  public static final int ANY = -1;

  private static final Pattern TEXT = Pattern.compile("(auto|cpu)|cuda(?::(\\d{1,3}))?");

  /** A sort of device, or no preference. */
  public enum Kind {
    /** A GPU if one can be had, otherwise the CPU. */
    AUTO,
    /** The CPU, even where there is a GPU. */
    CPU,
    /** A GPU and nothing else. */
    CUDA
  }

  /** Reads {@code auto}, {@code cpu}, {@code cuda} or {@code cuda:n}; empty for anything else. */
  static Optional<DeviceChoice> parse(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      Kind kind = matcher.group(1).equals("cpu") ? Kind.CPU : Kind.AUTO;
      return Optional.of(new DeviceChoice(kind, ANY));
    }
    int index = matcher.group(2) == null ? ANY : Integer.parseInt(matcher.group(2));
    return Optional.of(new DeviceChoice(Kind.CUDA, index));
  }

  /**
   * Returns which GPU it is, if it is one.
   *
   * @param assigned the one that the cluster assigns, if any
   */
  public int gpu(OptionalInt assigned) {
    return index != ANY ? index : assigned.orElse(0);
  }
}
