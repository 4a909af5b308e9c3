package io.meshstream.schemas.frames;

/** What a record of the frames topic says: a frame to process, or why there is none. */
public sealed interface ParsedFrame {

  /** Returns which frame it is; its position in the topic when the record does not tell. */
  FrameHeader header();

  /**
   * A frame whose picture can be decoded.
   *
   * @param header which frame it is
   * @param picture its picture
   */
  record Valid(FrameHeader header, EncodedPicture picture) implements ParsedFrame {}

  /**
   * A record that is rejected.
   *
   * @param header which frame it is, {@linkplain FrameHeader#isIdentified() as far as that is
   *     known}
   * @param rejection why it is rejected
   */
  record Invalid(FrameHeader header, Rejection rejection) implements ParsedFrame {}
}
