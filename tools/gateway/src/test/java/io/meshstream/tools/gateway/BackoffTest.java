package io.meshstream.tools.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private final Backoff backoff = new Backoff(() -> 0);

  @Test
  void doublesThePauseUpToHalfAMinute() {
    assertThat(IntStream.range(0, 8).mapToLong(i -> backoff.next().toSeconds()))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
  }

  @Test
  void startsOverOnceTheCameraWorks() {
    backoff.next();
    backoff.next();
    backoff.reset();

    assertThat(backoff.next()).hasSeconds(1);
  }
}
