package io.meshstream.tools.http;

import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The pictures that a camera gives over HTTP, byte for byte: a stream of JPEGs, or one picture each
 * time it is asked.
 *
 * <p>Not thread-safe. Interrupting its thread ends a call at once.
 */
public final class HttpPictures implements AutoCloseable {

  private final CameraUrl url;
  private final SourceLimits limits;
  private final Consumer<String> warnings;
  private final HttpCamera camera;

  private HttpAnswer answer;

  /** Null if the answer is no picture, but may be a video. */
  private PictureReader reader;

  private long pictures;

  private HttpPictures(
      CameraUrl url, SourceLimits limits, Consumer<String> warnings, HttpCamera camera) {
    this.url = url;
    this.limits = limits;
    this.warnings = warnings;
    this.camera = camera;
  }

  /**
   * Asks a camera for the first time.
   *
   * @param url of its stream or its picture
   * @param certificate which one it must have if it is asked by https
   * @param limits how long each call may take, and how large a picture may be
   * @param warnings told of pictures that are left out
   * @throws SourceException if it does not answer, or neither with pictures nor with what may be a
   *     video
   */
  public static HttpPictures open(
      CameraUrl url, CertificateRule certificate, SourceLimits limits, Consumer<String> warnings)
      throws SourceException, InterruptedException {
    HttpCamera camera = new HttpCamera(url, certificate, limits);
    HttpPictures pictures = new HttpPictures(url, limits, warnings, camera);
    try {
      pictures.askAgain();
      return pictures;
    } catch (SourceException | InterruptedException | RuntimeException e) {
      camera.close();
      throw e;
    }
  }

  /** Asks the camera again: for the next picture of one that gives one at a time. */
  public void askAgain() throws SourceException, InterruptedException {
    answer = camera.ask();
    pictures = 0;
    reader =
        switch (answer.content()) {
          case JPEGS ->
              new MjpegReader(
                  url.toString(),
                  answer.body(),
                  answer.boundary(),
                  answer.pictureLength(),
                  limits.maxPacketBytes(),
                  warnings);
          case PNG -> new PngSnapshot(answer.body(), limits.maxPacketBytes(), warnings);
          case NOTHING -> throw unusable("an empty answer");
          case PAGE -> throw unusable("a page or text, " + answer.contentType());
          case PLAYLIST -> throw unusable("a playlist, which is not read");
          case OTHER_PICTURE -> throw unusable(answer.contentType());
          case OTHER -> null;
        };
  }

  private SourceException unusable(String what) {
    return new SourceException(
        "%s: %s (expected: a stream of JPEGs, a JPEG, a PNG, or a video); name the address of the stream or of a snapshot"
            .formatted(url, what));
  }

  /** Returns whether the camera gives no pictures, but something that may be a video. */
  public boolean isPerhapsVideo() {
    return reader == null;
  }

  /**
   * Waits for the next picture.
   *
   * @return its bytes; empty at the end of what the camera answered
   * @throws SourceException if the connection is lost, or there is no picture in time
   */
  public Optional<byte[]> next() throws SourceException, InterruptedException {
    Optional<byte[]> picture = camera.inTime(() -> reader.next());
    pictures += picture.isPresent() ? 1 : 0;
    return picture;
  }

  /** Returns whether what the camera answered, and has ended, was one picture and no stream. */
  public boolean wasSnapshot() {
    return pictures == 1 && !answer.isMultipart();
  }

  @Override
  public void close() {
    camera.close();
  }
}
