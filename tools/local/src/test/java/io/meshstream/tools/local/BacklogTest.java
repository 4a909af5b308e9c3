package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BacklogTest {

  @Test
  void saysHowLateTheJobIsAndWhatToDo() {
    assertThat(new Backlog(9_132, 507).warning(Duration.ZERO, false))
        .hasValue(
            "job: 9,132 frames behind (18 s); try -D freshness.max-age=500ms, or lower --fps, --size"
                + " or --cameras");
    assertThat(new Backlog(9_132, 507).warning(Duration.ZERO, true))
        .hasValue("job: 9,132 frames behind (18 s); lower --fps, --size or --cameras");
  }

  @Test
  void isSilentAboutWhatIsUsual() {
    assertThat(new Backlog(90, 45).warning(Duration.ZERO, false)).isEmpty();
    assertThat(new Backlog(300, 45).warning(Duration.ofSeconds(5), false)).isEmpty();
    assertThat(new Backlog(330, 45).warning(Duration.ofSeconds(5), false)).isPresent();
  }

  @Test
  void countsDown() {
    assertThat(new Backlog(9_132, 45).countdown(123, Duration.ofSeconds(3), "Ctrl-C again"))
        .isEqualTo("9,132 records to come, 41/s; Ctrl-C again ends now");
  }
}
