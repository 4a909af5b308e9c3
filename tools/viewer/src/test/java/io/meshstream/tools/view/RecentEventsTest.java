package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.schemas.CameraEvent;
import io.meshstream.schemas.EventKind;
import io.meshstream.schemas.testing.TestingEvents;
import org.junit.jupiter.api.Test;

class RecentEventsTest {

  private final RecentEvents events = new RecentEvents();

  @Test
  void aRepeatedEventChangesNothing() {
    assertThat(events.add(event("a", 1))).isPresent();
    assertThat(events.add(event("a", 1))).isEmpty();
    assertThat(events.all().get("a")).containsExactly(event("a", 1));
  }

  @Test
  void theNewestEventsOfACameraAreKept() {
    for (long sequence = 1; sequence <= RecentEvents.OF_CAMERA + 5; sequence++) {
      events.add(event("a", sequence));
    }

    assertThat(events.all().get("a"))
        .hasSize(RecentEvents.OF_CAMERA)
        .startsWith(event("a", 6))
        .endsWith(event("a", RecentEvents.OF_CAMERA + 5));
  }

  @Test
  void ofTooManyCamerasThoseAreForgottenOfWhichNothingHappens() {
    for (int camera = 0; camera < RecentEvents.CAMERAS; camera++) {
      events.add(event("cam-" + camera, 1));
    }
    events.add(event("cam-0", 2));
    events.add(event("one more", 1));

    assertThat(events.all())
        .hasSize(RecentEvents.CAMERAS)
        .containsKeys("cam-0", "one more")
        .doesNotContainKey("cam-1");
  }

  private static CameraEvent event(String camera, long sequence) {
    return TestingEvents.event(camera, EventKind.RESUMED, sequence).build();
  }
}
