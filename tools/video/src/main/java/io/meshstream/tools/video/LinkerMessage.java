package io.meshstream.tools.video;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds, in what a native library's loader threw, what the system's linker said of it. */
final class LinkerMessage {

  /** As glibc, musl and macOS say it: without the path of the library that needs another one. */
  private static final Pattern MISSING =
      Pattern.compile(
          "[^\\s:/]+: cannot open shared object file(: [^:()]+)?"
              + "|Error loading shared library [^\\s:]+: [^:()]+"
              + "|Library not loaded: \\S+"
              + "|version `[^']+' not found");

  private LinkerMessage() {}

  /** Returns the first library that the linker missed; empty if it complains of something else. */
  static Optional<String> of(Throwable error) {
    return Stream.iterate(error, each -> each != null, Throwable::getCause)
        .flatMap(each -> Stream.concat(Stream.of(each), Stream.of(each.getSuppressed())))
        .map(each -> MISSING.matcher(String.valueOf(each.getMessage())))
        .filter(Matcher::find)
        .map(match -> match.group().strip())
        .findFirst();
  }
}
