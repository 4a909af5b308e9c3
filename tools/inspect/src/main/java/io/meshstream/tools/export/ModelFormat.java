package io.meshstream.tools.export;

import java.util.Locale;

/** The forms in which faces can be written. */
public enum ModelFormat {
  /** Binary glTF 2.0. */
  GLB,
  /** Wavefront OBJ. */
  OBJ;

  /** As the command line spells it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
