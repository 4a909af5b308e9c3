package io.meshstream.tools.render;

/** The formats of pictures that can be written. */
enum OutputFormat {
  PNG("png"),
  JPEG("jpg");

  private final String ending;

  OutputFormat(String ending) {
    this.ending = ending;
  }

  /** Returns what its files end with, which is also a name that ImageIO knows it by. */
  String ending() {
    return ending;
  }
}
