package io.meshstream.face.jpeg;

/** Why a JPEG is left to another decoder. */
public enum JpegLimitation {
  /** Its coefficients come in several refining scans. */
  PROGRESSIVE("a progressive picture"),
  /** It is entropy-coded arithmetically. */
  ARITHMETIC("arithmetic coding"),
  /** It is lossless or hierarchical. */
  OTHER_PROCESS("a lossless or hierarchical picture"),
  /** Its samples have more than 8 bits. */
  PRECISION("samples of more than 8 bits"),
  /** It has neither one nor three components: CMYK, for example. */
  COMPONENTS("neither one nor three components"),
  /** Its components are sampled in an unusual way. */
  SAMPLING("sampling other than 4:4:4, 4:2:2, 4:4:0, 4:2:0 and 4:1:1"),
  /** Its components come one after another instead of together. */
  SEVERAL_SCANS("components in several scans"),
  /** What its components stand for cannot be told. */
  COLOUR("an unknown colour transform"),
  /** A colour profile says what its values mean. */
  COLOUR_PROFILE("an ICC colour profile"),
  /** Its height is only stated behind the pixels. */
  LATE_HEIGHT("a height that is stated later");

  private final String text;

  JpegLimitation(String text) {
    this.text = text;
  }

  /** In words. */
  String text() {
    return text;
  }
}
