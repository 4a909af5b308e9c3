package io.meshstream.vision;

import io.meshstream.vision.image.PictureSource;
import io.meshstream.vision.smoothing.FilterState;
import io.meshstream.vision.smoothing.FilterStep;
import io.meshstream.vision.smoothing.OneEuroFilter;
import java.util.Optional;

/**
 * Smooths a face's landmarks, by the frames' capture times. Where the next frame looks for the face
 * follows from those that the model read, as in MediaPipe. MediaPipe smooths only where one face is
 * sought; here each face has a filter of its own. It begins anew with a track's first frame and
 * with one that found the face again.
 *
 * @param filter does it
 */
record SmoothingRefinement(OneEuroFilter filter) implements Refinement {

  @Override
  public Observation refine(Observation found, Optional<Track> before, Frame frame) {
    PictureSource picture = frame.picture();
    Optional<FilterState> last = before.flatMap(Track::filter);
    FilterStep step =
        filter.step(
            found.face().landmarks(),
            picture.width(),
            picture.height(),
            frame.capturedAtMicros(),
            last);
    return new Observation(
        found.face().withLandmarks(step.landmarks()), found.next().withFilter(step.state()));
  }
}
