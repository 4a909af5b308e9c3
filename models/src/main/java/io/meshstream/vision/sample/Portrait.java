package io.meshstream.vision.sample;

import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * A picture to try things on: NASA's portrait of the astronaut Eileen Collins, 512x512, in the
 * public domain, as scikit-image packages it.
 */
public final class Portrait {
  private Portrait() {}

  /** Returns the portrait as a PNG file. */
  public static byte[] png() {
    try (InputStream in =
        Objects.requireNonNull(Portrait.class.getResourceAsStream("portrait.png"), "portrait")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the portrait cannot be read", e);
    }
  }

  /** Returns the portrait's pixels. */
  public static Picture picture() {
    try {
      return new PictureDecoder(PictureLimits.defaults()).decode(png());
    } catch (PictureException e) {
      throw new IllegalStateException("the portrait cannot be decoded", e);
    }
  }
}
