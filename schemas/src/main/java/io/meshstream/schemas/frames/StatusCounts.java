package io.meshstream.schemas.frames;

import io.meshstream.schemas.FrameStatus;

/**
 * How many frames came to what.
 *
 * @param faces frames with faces
 * @param noFace frames without a face
 * @param shed frames left out on purpose
 * @param rejected frames that could not be processed
 */
public record StatusCounts(long faces, long noFace, long shed, long rejected) {

  /** The counts before the first frame. */
  public static final StatusCounts NONE = new StatusCounts(0, 0, 0, 0);

  /** Returns the counts with one more frame. */
  public StatusCounts plus(FrameStatus status) {
    return switch (status) {
      case FACES -> new StatusCounts(faces + 1, noFace, shed, rejected);
      case NO_FACE -> new StatusCounts(faces, noFace + 1, shed, rejected);
      case SHED -> new StatusCounts(faces, noFace, shed + 1, rejected);
      case REJECTED -> new StatusCounts(faces, noFace, shed, rejected + 1);
    };
  }

  /** Returns the counts of both together. */
  public StatusCounts plus(StatusCounts other) {
    return new StatusCounts(
        faces + other.faces, noFace + other.noFace, shed + other.shed, rejected + other.rejected);
  }

  /** Returns the number of all frames. */
  public long total() {
    return faces + noFace + shed + rejected;
  }
}
