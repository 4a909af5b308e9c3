package io.meshstream.vision;

import io.meshstream.vision.WholePictureDetector.Found;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.SampleLattice;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The search for one subject in one frame, which {@link Viewing} shows the pixels that it asks for.
 *
 * <p>It goes in rounds. In each it may ask for the whole picture, to detect; then for regions, to
 * read them. Belongs to one thread, but for {@link #detect}.
 */
interface Look {

  /** Returns the coarsest scale of the whole picture that will do; empty where none is needed. */
  OptionalInt wholeReduction();

  /**
   * Returns where it looks into the picture in this round, at full scale, as long as nothing new is
   * detected; empty where that cannot be told, or where something new is to be expected.
   */
  Optional<List<SampleLattice>> foreseen();

  /** Detects in the whole picture, or in what is foreseen of it; on any thread. */
  Found detect(Picture whole);

  /** Takes what was detected, where that was asked for, and returns the regions to read. */
  List<WantedRegion> regions(List<Found> detected);

  /** Takes what those regions hold, which ends the round. */
  void read(List<Reading> readings);

  /** Tells whether another round would bring nothing. */
  boolean isDone();

  /** Adds what the frame gave, and what the next one needs. */
  TaskStep conclude(TaskStep soFar);
}
