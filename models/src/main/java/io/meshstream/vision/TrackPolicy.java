package io.meshstream.vision;

import java.io.Serializable;

/**
 * What is done, beyond MediaPipe's loop, so that tracks are right: each face found in every frame
 * that shows it, under one id, and not more of them than are sought. All of it is off by default.
 *
 * @param redetect whether a face whose presence is lost is sought in the whole picture in the same
 *     frame; MediaPipe does so in the next, so each loss costs it a frame with that face. One that
 *     is found again near where it was keeps its id.
 * @param lostFrames for how many frames a lost face keeps its id: one that the detector finds near
 *     where the face was last seen, after that many frames without it or fewer, is that face. 0 to
 *     {@value #MOST_LOST_FRAMES}; 0: a face that comes back is a new one.
 * @param capFaces whether no frame has more faces than are sought, the longest tracked and the best
 *     detected first; in MediaPipe this limits the detections of a frame, and faces that appear
 *     beside tracked ones come on top
 * @param removeDuplicates whether a face whose landmarks lie over another's is left out; in
 *     MediaPipe two tracks that drift onto one face give it twice, until their regions overlap
 */
public record TrackPolicy(
    boolean redetect, int lostFrames, boolean capFaces, boolean removeDuplicates)
    implements Serializable {

  /** The most frames for which an id can be kept. */
  public static final int MOST_LOST_FRAMES = 10_000;

  private static final TrackPolicy MEDIAPIPE = new TrackPolicy(false, 0, false, false);

  /** Checks every value. */
  public TrackPolicy {
    if (lostFrames < 0 || lostFrames > MOST_LOST_FRAMES) {
      throw new IllegalArgumentException(
          "lost frames: " + lostFrames + " (expected: 0 to " + MOST_LOST_FRAMES + ")");
    }
  }

  /** Returns MediaPipe's way: nothing of this. */
  public static TrackPolicy mediaPipe() {
    return MEDIAPIPE;
  }

  /** Returns this policy with or without detection in the frame that loses a face. */
  public TrackPolicy withRedetect(boolean newRedetect) {
    return new TrackPolicy(newRedetect, lostFrames, capFaces, removeDuplicates);
  }

  /** Returns this policy with another number of frames for which an id is kept. */
  public TrackPolicy withLostFrames(int newLostFrames) {
    return new TrackPolicy(redetect, newLostFrames, capFaces, removeDuplicates);
  }

  /** Returns this policy with or without a cap on the faces of a frame. */
  public TrackPolicy withCapFaces(boolean newCapFaces) {
    return new TrackPolicy(redetect, lostFrames, newCapFaces, removeDuplicates);
  }

  /** Returns this policy with or without duplicates. */
  public TrackPolicy withRemoveDuplicates(boolean newRemoveDuplicates) {
    return new TrackPolicy(redetect, lostFrames, capFaces, newRemoveDuplicates);
  }
}
