package io.meshstream.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventIdentityTest {

  private final CameraEvent left = Samples.faceLeft();

  @Test
  void aRepeatedEventHasTheSameIdentityWhateverItSaysForPeople() {
    CameraEvent repeated = CameraEvent.newBuilder(left).setMessage("left").build();

    assertThat(EventIdentity.of(repeated)).isEqualTo(EventIdentity.of(left));
  }

  @Test
  void twoTracksThatEndWithOneFrameAreTwoEvents() {
    CameraEvent other = CameraEvent.newBuilder(left).setTrackId(43L).build();

    assertThat(EventIdentity.of(other)).isNotEqualTo(EventIdentity.of(left));
  }

  @Test
  void twoRecordsThatAreRefusedAreTwoEvents() {
    CameraEvent refused = Samples.settingsRefused();
    CameraEvent other = CameraEvent.newBuilder(refused).setOffset(13).build();

    assertThat(EventIdentity.of(other)).isNotEqualTo(EventIdentity.of(refused));
  }
}
