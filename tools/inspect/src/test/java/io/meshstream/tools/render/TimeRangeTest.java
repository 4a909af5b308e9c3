package io.meshstream.tools.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TimeRangeTest {

  @Test
  void aRangeHoldsItsBeginningAndNotItsEnd() {
    TimeRange range = new TimeRange(10, 20);

    assertThat(range.contains(10)).isTrue();
    assertThat(range.contains(19)).isTrue();
    assertThat(range.contains(20)).isFalse();
    assertThat(range.contains(9)).isFalse();
  }
}
