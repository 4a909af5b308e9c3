package io.meshstream.job.tracking;

import io.meshstream.schemas.frames.FrameHeader;

/** Chooses the frames that models on trial see. */
final class ShadowSampling {

  // Those of the finaliser of MurmurHash3, after which every bit depends on every other.
  private static final long FIRST = 0xff51afd7ed558ccdL;
  private static final long SECOND = 0xc4ceb9fe1a85ec53L;
  private static final int SHIFT = 33;

  private ShadowSampling() {}

  /**
   * Tells whether a frame is one of so many: the same whenever it is asked, and evenly spread also
   * where a camera's sequence numbers leave gaps of a fixed size.
   */
  static boolean isDue(FrameHeader frame, int everyNth) {
    long hash = frame.epoch() * FIRST + frame.sequence();
    hash = (hash ^ hash >>> SHIFT) * FIRST;
    hash = (hash ^ hash >>> SHIFT) * SECOND;
    return Long.remainderUnsigned(hash ^ hash >>> SHIFT, everyNth) == 0;
  }
}
