package io.meshstream.tools.console;

/** Makes text that came from elsewhere safe to show: a terminal obeys control characters. */
public final class PlainText {

  private static final char REPLACEMENT = '?';

  private PlainText() {}

  /** Returns the text with a question mark for every control and format character. */
  public static String of(String text) {
    StringBuilder plain = new StringBuilder(text.length());
    text.codePoints().forEach(each -> plain.appendCodePoint(isShown(each) ? each : REPLACEMENT));
    return plain.toString();
  }

  private static boolean isShown(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
