package io.meshstream.vision.vector;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorSupportTest {

  /** The build starts the tests of this module with the Vector API, to test the decoder with it. */
  @Test
  void vectorsAreQuickInTheEndWhereTheyAreThere() {
    assertThat(VectorSupport.isThere()).isTrue();
    assertThat(VectorSupport.awaitDecision()).isTrue();
    assertThat(VectorSupport.isReady()).isTrue();
  }
}
