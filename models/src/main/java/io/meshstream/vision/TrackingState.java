package io.meshstream.vision;

import java.util.List;

/**
 * All that one camera's tracking remembers between two frames: a handful of regions.
 *
 * <p>Immutable and small (six numbers a face), so it can be kept, copied and written to a
 * checkpoint after every frame.
 *
 * @param faces the faces of the previous frame, in that frame's output order
 * @param nextTrackId the id that the next new face gets; ids only grow, so none is used twice
 */
public record TrackingState(List<TrackedFace> faces, long nextTrackId) {
  private static final TrackingState INITIAL = new TrackingState(List.of(), 1);

  /** Copies the list. */
  public TrackingState {
    faces = List.copyOf(faces);
  }

  /** The state before the first frame: no face, and 1 as the first track id. */
  public static TrackingState initial() {
    return INITIAL;
  }

  /** The same state without faces: the next frame seeks anew, and used ids stay used. */
  public TrackingState withoutFaces() {
    return new TrackingState(List.of(), nextTrackId);
  }
}
