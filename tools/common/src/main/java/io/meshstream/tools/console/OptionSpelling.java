package io.meshstream.tools.console;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Spells enum constants as the job's options do: in lower case, with hyphens. */
public final class OptionSpelling {

  private OptionSpelling() {}

  /**
   * Returns the constant that is spelt so, whatever the case.
   *
   * @throws TypeConversionException if there is none
   */
  public static <E extends Enum<E>> E parse(Class<E> type, String text) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> of(constant).equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'%s' (expected: %s)"
                        .formatted(
                            text,
                            Arrays.stream(constants)
                                .map(OptionSpelling::of)
                                .collect(Collectors.joining(" or ")))));
  }

  private static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
