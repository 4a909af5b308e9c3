package io.meshstream.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The arguments of a benchmark: its own, {@code --name=value}, and those that it passes on. */
final class Arguments {

  private final List<String> left;

  Arguments(String... arguments) {
    this.left = new ArrayList<>(List.of(arguments));
  }

  /** Takes one of the benchmark's own. */
  <T> T take(String name, String otherwise, Function<String, T> parser) {
    String beginning = "--" + name + "=";
    String value = otherwise;
    for (String each : List.copyOf(left)) {
      if (each.startsWith(beginning)) {
        left.remove(each);
        value = each.substring(beginning.length());
      }
    }
    return parser.apply(value);
  }

  /** Returns those that have not been taken. */
  List<String> rest() {
    return List.copyOf(left);
  }
}
