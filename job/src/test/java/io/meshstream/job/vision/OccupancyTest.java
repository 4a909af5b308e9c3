package io.meshstream.job.vision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How long threads have been at work is the mean of all of them. */
class OccupancyTest {

  private long now = 1_000;
  private final Occupancy occupancy = new Occupancy(4, () -> now);

  @Test
  void itGrowsByTheShareOfThreadsThatWork() {
    pass(100);
    occupancy.begin();
    pass(100);
    occupancy.begin();
    pass(100);
    occupancy.end();
    occupancy.end();
    pass(100);

    assertThat(occupancy.nanos()).isEqualTo((100 + 200) / 4);
  }

  @Test
  void workThatGoesOnCountsAlready() {
    occupancy.begin();
    pass(400);

    assertThat(occupancy.nanos()).isEqualTo(100);
    pass(400);
    assertThat(occupancy.nanos()).isEqualTo(200);
  }

  @Test
  void threadsBeyondTheirNumberDoNotCount() {
    for (int i = 0; i < 6; i++) {
      occupancy.begin();
    }
    pass(100);

    assertThat(occupancy.nanos()).isEqualTo(100);
  }

  private void pass(long nanos) {
    now += nanos;
  }
}
