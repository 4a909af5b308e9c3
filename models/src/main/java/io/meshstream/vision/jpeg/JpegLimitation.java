package io.meshstream.vision.jpeg;

/** Why a JPEG is not decoded here: it is either for a general decoder, or for none. */
public enum JpegLimitation {
  /** Its coefficients come in several refining scans. */
  PROGRESSIVE("a progressive picture", true),
  /** Its components are sampled in an unusual way. */
  SAMPLING("sampling other than 4:4:4, 4:2:2, 4:4:0, 4:2:0 and 4:1:1", true),
  /** Its components come one after another instead of together. */
  SEVERAL_SCANS("components in several scans", true),
  /** Its components come together, but in another order than they were announced in. */
  COMPONENT_ORDER("components in another order", true),
  /** It is entropy-coded arithmetically. */
  ARITHMETIC("arithmetic coding", false),
  /** It is lossless or hierarchical. */
  OTHER_PROCESS("a lossless or hierarchical picture", false),
  /** Its samples have more than 8 bits. */
  PRECISION("samples of other than 8 bits", false),
  /** It has neither one nor three components: CMYK, for example. */
  COMPONENTS("neither grey nor three components, such as CMYK", false),
  /** A component is not a whole fraction of the largest, as 2 of 3. */
  FRACTIONAL_SAMPLING("sampling by fractions", false),
  /** Its height is only stated behind the pixels. */
  LATE_HEIGHT("a height that is stated behind the pixels (DNL)", false);

  private final String text;
  private final boolean decodable;

  JpegLimitation(String text, boolean decodable) {
    this.text = text;
    this.decodable = decodable;
  }

  /**
   * Tells whether a decoder for whole pictures takes it: what libjpeg 6b and all later ones read.
   */
  public boolean isDecodable() {
    return decodable;
  }

  /** Says it in words. */
  public String text() {
    return text;
  }
}
