package io.meshstream.job.frames;

import io.meshstream.vision.image.QuarterTurn;
import java.nio.ByteBuffer;

/** What reading a message of the frames topic gave: a frame to process, or why there is none. */
public sealed interface Reading {

  /** Which frame it is; its place in the topic when the message does not tell. */
  FrameHeader header();

  /**
   * A frame whose picture can be decoded.
   *
   * @param header which frame it is
   * @param rotation by how much the decoded picture must be turned to be upright
   * @param picture the encoded picture: a view of an array, between position and limit
   */
  record Usable(FrameHeader header, QuarterTurn rotation, ByteBuffer picture) implements Reading {}

  /**
   * A message that is rejected.
   *
   * @param header which frame it is; {@link FrameHeader#isPlace()} when not even that is known
   * @param rejection why
   */
  record Rejected(FrameHeader header, Rejection rejection) implements Reading {}
}
