package io.meshstream.job.frames;

import io.meshstream.face.image.PictureException;

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
  /** The value is not an {@code EncodedFrame} in Avro single-object encoding, or is damaged. */
  MESSAGE_UNREADABLE,
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
  /** The encoded picture is neither a JPEG nor a PNG. */
  PICTURE_UNKNOWN_FORMAT,
  /** The picture has more pixels than {@code limits.picture-pixels}. */
  PICTURE_TOO_LARGE,
  /** The encoded picture ends early. */
  PICTURE_TRUNCATED,
  /** The encoded picture contradicts its format. */
  PICTURE_CORRUPT,
  /** Something else went wrong with this frame: a defect, please report it with the dead letter. */
  PROCESSING_FAILED;

  /** The reason for a problem of the picture decoder. */
  public static RejectReason of(PictureException.Problem problem) {
    return switch (problem) {
      case EMPTY -> PICTURE_EMPTY;
      case UNKNOWN_FORMAT -> PICTURE_UNKNOWN_FORMAT;
      case TOO_LARGE -> PICTURE_TOO_LARGE;
      case TRUNCATED -> PICTURE_TRUNCATED;
      case CORRUPT -> PICTURE_CORRUPT;
    };
  }
}
