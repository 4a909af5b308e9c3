package io.meshstream.tools.size;

import java.util.Locale;

/** How much there is to see in JPEGs of the same size, on which their bytes depend. */
enum PictureKind {
  /** As cameras with good light send them. */
  SOFT,
  /** With noise or much detail. */
  DETAILED;

  /** Returns the word for it in options and figures. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
