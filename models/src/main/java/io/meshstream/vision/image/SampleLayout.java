package io.meshstream.vision.image;

/** How the bytes of one sample lie. */
public enum SampleLayout {
  /** Red, green, blue. */
  RGB(3, 0, 1, 2),
  /** Blue, green, red. */
  BGR(3, 2, 1, 0),
  /** One byte of luminance, seen as equal parts of red, green and blue. */
  GREY(1, 0, 0, 0);

  private final int bytes;
  private final int red;
  private final int green;
  private final int blue;

  SampleLayout(int bytes, int red, int green, int blue) {
    this.bytes = bytes;
    this.red = red;
    this.green = green;
    this.blue = blue;
  }

  int bytes() {
    return bytes;
  }

  int red() {
    return red;
  }

  int green() {
    return green;
  }

  int blue() {
    return blue;
  }
}
