package io.meshstream.tools.size;

import java.time.Duration;
import java.util.Locale;

/** Writes amounts for people, with three digits that count. */
final class Quantity {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final double STEP = 1000;

  private Quantity() {}

  /** Returns bytes in the unit that suits them, a thousand of one making the next. */
  static String bytes(double bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP - 0.5 && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return number(value) + " " + UNITS[unit];
  }

  static String bytesPerSecond(double bytes) {
    return bytes(bytes) + "/s";
  }

  /** Returns a number with the digits that count. */
  static String number(double value) {
    if (value >= 100) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    String text = String.format(Locale.ROOT, value >= 10 ? "%.1f" : "%.2f", value);
    return text.replaceFirst("\\.?0+$", "");
  }

  static String duration(Duration time) {
    if (time.toMinutes() % 60 != 0) {
      return time.toMinutes() + " min";
    }
    return time.toHours() % 24 == 0 ? time.toDays() + " d" : time.toHours() + " h";
  }
}
