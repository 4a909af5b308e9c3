package io.meshstream.vision.topology;

/** The 21 landmarks of a hand, under MediaPipe's names and in its order. */
public enum HandLandmark {
  /** The wrist. */
  WRIST(0, HandPart.PALM),
  /** Where the thumb begins, near the wrist. */
  THUMB_CMC(1, HandPart.PALM),
  /** The thumb's second joint. */
  THUMB_MCP(2, HandPart.THUMB),
  /** The thumb's last joint. */
  THUMB_IP(3, HandPart.THUMB),
  /** The tip of the thumb. */
  THUMB_TIP(4, HandPart.THUMB),
  /** The index finger's knuckle. */
  INDEX_FINGER_MCP(5, HandPart.PALM),
  /** The index finger's second joint. */
  INDEX_FINGER_PIP(6, HandPart.INDEX_FINGER),
  /** The index finger's last joint. */
  INDEX_FINGER_DIP(7, HandPart.INDEX_FINGER),
  /** The tip of the index finger. */
  INDEX_FINGER_TIP(8, HandPart.INDEX_FINGER),
  /** The middle finger's knuckle. */
  MIDDLE_FINGER_MCP(9, HandPart.PALM),
  /** The middle finger's second joint. */
  MIDDLE_FINGER_PIP(10, HandPart.MIDDLE_FINGER),
  /** The middle finger's last joint. */
  MIDDLE_FINGER_DIP(11, HandPart.MIDDLE_FINGER),
  /** The tip of the middle finger. */
  MIDDLE_FINGER_TIP(12, HandPart.MIDDLE_FINGER),
  /** The ring finger's knuckle. */
  RING_FINGER_MCP(13, HandPart.PALM),
  /** The ring finger's second joint. */
  RING_FINGER_PIP(14, HandPart.RING_FINGER),
  /** The ring finger's last joint. */
  RING_FINGER_DIP(15, HandPart.RING_FINGER),
  /** The tip of the ring finger. */
  RING_FINGER_TIP(16, HandPart.RING_FINGER),
  /** The little finger's knuckle. */
  PINKY_MCP(17, HandPart.PALM),
  /** The little finger's second joint. */
  PINKY_PIP(18, HandPart.PINKY),
  /** The little finger's last joint. */
  PINKY_DIP(19, HandPart.PINKY),
  /** The tip of the little finger. */
  PINKY_TIP(20, HandPart.PINKY);

  private final int index;
  private final HandPart part;

  HandLandmark(int index, HandPart part) {
    this.index = index;
    this.part = part;
  }

  /** Returns which of a hand's landmarks it is, from 0 on. */
  public int index() {
    return index;
  }

  /** Returns the part in whose colour MediaPipe draws the point. */
  public HandPart part() {
    return part;
  }
}
