package io.meshstream.schemas.frames;

/**
 * Why a frame could not be processed: the word with which the reason of its record begins and that
 * its dead letter carries. Names are part of the output contract and never change.
 */
public enum RejectReason {
  /** The record has no key, so it is no camera's. */
  KEY_MISSING,
  /** The key is longer than a camera id may be. */
  KEY_TOO_LONG,
  /** The record has no value, or one of no bytes. */
  MESSAGE_EMPTY,
  /** The value is not an {@code EncodedFrame} in a known encoding and schema, or is damaged. */
  MESSAGE_UNREADABLE,
  /**
   * The value names a schema that is not known yet, and the schema registry does not say in time
   * which one it is. Depends on the registry, so the frame may be a good one: its dead letter holds
   * it.
   */
  SCHEMA_UNAVAILABLE,
  /** The key and the camera id inside the value differ. */
  CAMERA_MISMATCH,
  /** A field of the frame is outside its range, such as a rotation by 45 degrees. */
  FRAME_INVALID,
  /** The picture is in an encoding that this job does not decode. */
  ENCODING_UNSUPPORTED,
  /** The encoded picture has more bytes than {@code limits.frame-bytes}. */
  FRAME_TOO_LARGE,
  /** The encoded picture has no bytes. */
  PICTURE_EMPTY,
  /** The encoded picture does not start like one of any known format. */
  PICTURE_UNKNOWN_FORMAT,
  /** The picture's format, or its kind of JPEG, is known, but not decoded: WebP, for example. */
  PICTURE_UNSUPPORTED,
  /**
   * The picture has more pixels than {@code limits.picture-pixels} or {@code
   * limits.whole-picture-pixels}, or takes more memory than pictures may have.
   */
  PICTURE_TOO_LARGE,
  /**
   * The picture is a JPEG of so many scans, or a PNG of so many chunks, that its decoding would
   * hold up the others.
   */
  PICTURE_TOO_COMPLEX,
  /** The encoded picture ends early. */
  PICTURE_TRUNCATED,
  /** The encoded picture contradicts its format. */
  PICTURE_CORRUPT,
  /**
   * The process ran out of memory while it looked at the picture. Whether that happens depends on
   * the machine and on what runs beside it, unlike all reasons above.
   */
  PICTURE_OUT_OF_MEMORY,
  /** Looking at the picture took longer than {@code limits.frame-time}; depends on the machine. */
  TIME_LIMIT,
  /** The job has failed at this frame twice, and does not look at it again. */
  FAILED_REPEATEDLY,
  /** Something else went wrong with this frame: a defect, please report it with the dead letter. */
  PROCESSING_FAILED;
}
