package io.meshstream.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;
import io.meshstream.vision.landmark.LandmarkResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which hands are taken for one: hands whose palm is 100 pixels long, so 20 pixels are near. */
class HandDuplicatesTest {
  private static final int SIDE = 1000;

  private static final Duplicates TASKS = new HandDuplicates(/* bySeniority= */ false);
  private static final Duplicates BY_SENIORITY = new HandDuplicates(/* bySeniority= */ true);

  private static final Reading TRACKED = reading(Optional.of(track(3)), 0, 21);

  @Test
  void handsThatAreFartherApartAreTwo() {
    Reading other = reading(Optional.empty(), 21, 21);
    assertThat(TASKS.removed(List.of(TRACKED, other), SIDE, SIDE)).containsExactly(TRACKED, other);
  }

  @Test
  void ofHandsThatLieOverEachOtherTheFirstStays() {
    Reading other = reading(Optional.empty(), 19, 21);
    assertThat(TASKS.removed(List.of(TRACKED, other), SIDE, SIDE)).containsExactly(TRACKED);
    assertThat(TASKS.removed(List.of(other, TRACKED), SIDE, SIDE)).containsExactly(other);
  }

  @Test
  void orTheOneThatHasBeenTrackedForLonger() {
    Reading other = reading(Optional.empty(), 19, 21);
    assertThat(BY_SENIORITY.removed(List.of(other, TRACKED), SIDE, SIDE)).containsExactly(TRACKED);
  }

  @Test
  void tenPointsAreEnoughAndNineAreNot() {
    Reading ten = reading(Optional.empty(), 0, 10);
    Reading nine = reading(Optional.empty(), 0, 9);
    assertThat(TASKS.removed(List.of(TRACKED, ten), SIDE, SIDE)).containsExactly(TRACKED);
    assertThat(TASKS.removed(List.of(TRACKED, nine), SIDE, SIDE)).containsExactly(TRACKED, nine);
  }

  private static Track track(long id) {
    return new Track(id, new Region(0.5f, 0.5f, 0.2f, 0.2f, 0));
  }

  /**
   * A hand that is shifted to the right by some pixels, and of which so many points, the first
   * ones, are no farther off than that.
   */
  private static Reading reading(Optional<Track> track, float shift, int same) {
    float[] values = new float[3 * Landmarks.HAND_POINTS];
    for (int i = 0; i < Landmarks.HAND_POINTS; i++) {
      // From the wrist upwards, and the knuckles of index and little finger at the top.
      boolean isKnuckle = i == 5 || i == 17;
      float x = isKnuckle || i % 2 == 0 ? 0 : 40;
      float y = isKnuckle ? 100 : 5 * i;
      values[3 * i] = (400 + x + shift + (i < same ? 0 : 30)) / SIDE;
      values[3 * i + 1] = (400 + y) / SIDE;
    }
    Candidate candidate =
        new Candidate(
            track.map(Track::region).orElse(new Region(0.6f, 0.5f, 0.2f, 0.2f, 0)),
            track,
            Optional.empty());
    return new Reading(
        candidate, new LandmarkResult(0.9, Landmarks.wrap(values), Optional.empty()));
  }
}
