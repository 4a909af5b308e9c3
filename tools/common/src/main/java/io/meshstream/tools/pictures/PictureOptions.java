package io.meshstream.tools.pictures;

import io.meshstream.vision.image.Orientation;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.PictureDecoder;
import io.meshstream.vision.image.PictureException;
import io.meshstream.vision.image.PictureLimits;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The options of a command that reads picture files: what they are to each other, and how. */
public final class PictureOptions {

  @Option(
      names = "--film",
      description =
          "Take the pictures of a directory for the frames of one film, in the order of their"
              + " names, and track faces through them.")
  private boolean film;

  @Option(
      names = "--ignore-exif",
      description =
          "Take pictures as they are stored, as the job does with frames, instead of upright as"
              + " their Exif data says and most programs show them.")
  private boolean ignoreExif;

  private final PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());

  /** Is made by picocli, which fills it. */
  public PictureOptions() {}

  /** Returns whether pictures follow each other in time. */
  public boolean isFilm() {
    return film;
  }

  /**
   * Decodes a picture. Thread-safe.
   *
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public Picture decode(PictureFile file) throws PictureException, IOException {
    byte[] bytes = file.bytes();
    Orientation orientation = ignoreExif ? Orientation.UPRIGHT : decoder.orientation(bytes);
    return decoder.decode(bytes).oriented(orientation);
  }
}
