package io.meshstream.schemas.frames;

/**
 * How large what lies on the topics may be: what writers keep to and readers may count on, unless
 * options say otherwise.
 *
 * <p>How many pixels a picture may have is for those to say who decode it.
 */
public final class ContractLimits {

  /** The largest encoded picture that the job and the viewer take, in bytes. */
  public static final int PICTURE_BYTES = 16 * 1024 * 1024;

  /** The largest record of the frames topic that gateways send, in bytes. */
  public static final int FRAME_BYTES = 32 * 1024 * 1024;

  /** What a record takes beside the bytes that it carries, generously. */
  public static final int OVERHEAD_BYTES = 64 * 1024;

  /** The most faces that are sought in a picture, and so the most that can be new in it. */
  public static final int FACES_SOUGHT = 64;

  /** The most faces in a record: for a moment twice as many may be tracked as are sought. */
  public static final int FACES = 2 * FACES_SOUGHT;

  /** The most hands that are sought in a picture, and so the most that can be new in it. */
  public static final int HANDS_SOUGHT = 64;

  /** The most hands in a record: for a moment twice as many may be tracked as are sought. */
  public static final int HANDS = 2 * HANDS_SOUGHT;

  /**
   * The largest record of the landmarks topic, in bytes: Kafka's default for a message, which as
   * many faces and hands as there can be stay below.
   */
  public static final int LANDMARKS_BYTES = 1024 * 1024;

  private ContractLimits() {}
}
