package io.meshstream.vision.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A picture to try hands on: the palm of a right hand, fingers up, 269x384, rendered from the
 * generic hand of the WebXR Input Profiles, which is under the MIT License.
 */
public final class OpenHand {
  private OpenHand() {}

  /**
   * Returns the hand as a PNG file. What is not hand is transparent, and a grey wall for those who
   * do not look at opacity.
   */
  public static byte[] png() {
    try (InputStream in =
        Objects.requireNonNull(OpenHand.class.getResourceAsStream("hand.png"), "hand")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the hand cannot be read", e);
    }
  }
}
