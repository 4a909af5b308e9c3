package io.meshstream.tools.gateway;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.http.HttpPictures;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.vision.jpeg.JpegHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The pictures of a camera over HTTP: those of its stream as they come, or one each time it is
 * asked, so many times a second. They go out as they came when they are small enough and no quality
 * is asked for; others are decoded, scaled if need be, and encoded as JPEG.
 */
final class HttpSource implements FrameSource {

  /** How often a camera that gives one picture at a time is asked, unless its settings say. */
  private static final double SNAPSHOTS_PER_SECOND = 2;

  private final CameraSettings settings;
  private final SourceLimits limits;
  private final Pace pace;
  private final Ticker ticker;
  private final Damage damage;
  private final HttpPictures pictures;
  private final PassedJpegs passedJpegs;
  private final long snapshotNanos;

  private long asked;
  private boolean isAskedAgain;
  private PictureTranscoder transcoder;

  /**
   * Takes over what was opened.
   *
   * @param pace of streams
   * @param listener told of what was damaged
   * @param pictures of the camera; closed with this
   * @param asked when the camera was, by the ticker
   */
  HttpSource(
      CameraSettings settings,
      SourceLimits limits,
      Pace pace,
      Ticker ticker,
      WarningListener listener,
      HttpPictures pictures,
      long asked) {
    this.settings = settings;
    this.limits = limits;
    this.pace = pace;
    this.ticker = ticker;
    this.damage = new Damage(settings.url().toString(), listener);
    this.pictures = pictures;
    this.passedJpegs = new PassedJpegs(settings, listener);
    this.asked = asked;
    double fps = settings.fps().orElse(SNAPSHOTS_PER_SECOND);
    this.snapshotNanos = Math.round(TimeUnit.SECONDS.toNanos(1) / fps);
  }

  @Override
  public Optional<CapturedPicture> next() throws SourceException, InterruptedException {
    while (true) {
      Optional<byte[]> data = pictures.next();
      if (data.isPresent()) {
        Optional<CapturedPicture> picture = captured(data.get());
        if (picture.isPresent()) {
          return picture;
        }
      } else if (pictures.wasSnapshot()) {
        askAgain();
      } else {
        return Optional.empty();
      }
    }
  }

  private void askAgain() throws SourceException, InterruptedException {
    long due = asked + snapshotNanos;
    if (due > ticker.nanoTime()) {
      ticker.sleepUntil(due);
    }
    asked = ticker.nanoTime();
    isAskedAgain = true;
    pictures.askAgain();
    if (pictures.isPerhapsVideo()) {
      throw new SourceException(settings.url() + ": no picture any more (expected: one each time)");
    }
  }

  private Optional<CapturedPicture> captured(byte[] data)
      throws SourceException, InterruptedException {
    Instant now = Instant.now();
    boolean jpeg = data[0] == (byte) 0xff;
    CapturedPicture picture =
        new CapturedPicture(
            now,
            jpeg ? PictureEncoding.JPEG : PictureEncoding.PNG,
            /* width= */ 0,
            /* height= */ 0,
            /* rotation= */ 0,
            ByteBuffer.wrap(data));
    Optional<JpegHeader> header = Optional.empty();
    if (jpeg) {
      header = damage.header(data, limits.maxPixels());
      if (header.isEmpty()) {
        return Optional.empty();
      }
      picture = picture.withSize(header.get().width(), header.get().height());
    }
    if (!isAskedAgain && !pace.take(Pace.UNKNOWN)) {
      return Optional.empty();
    }
    Optional<CapturedPicture> wanted =
        isPassedThrough(picture)
            ? Optional.of(passed(picture, data, header))
            : transcoded(picture, data);
    if (wanted.isPresent()) {
      damage.none();
    }
    return wanted;
  }

  private CapturedPicture passed(
      CapturedPicture picture, byte[] data, Optional<JpegHeader> header) {
    if (header.isEmpty()) {
      return picture;
    }
    return new CapturedPicture(
        picture.capturedAt(),
        picture.encoding(),
        picture.width(),
        picture.height(),
        picture.rotation(),
        ByteBuffer.wrap(passedJpegs.passed(data, header.get())));
  }

  private boolean isPassedThrough(CapturedPicture picture) {
    if (settings.quality().isPresent()) {
      return false;
    }
    if (settings.size().isEmpty()) {
      return true;
    }
    // Of a PNG the size is known only once it is decoded.
    return picture.encoding() == PictureEncoding.JPEG
        && PictureFit.isWithin(picture.width(), picture.height(), settings.size().get());
  }

  private Optional<CapturedPicture> transcoded(CapturedPicture picture, byte[] data)
      throws SourceException {
    if (transcoder == null) {
      VideoOpener.requireFFmpeg(settings);
      transcoder = new PictureTranscoder(settings, limits);
    }
    Optional<byte[]> jpeg = transcoder.encode(picture.encoding(), data);
    if (jpeg.isEmpty()) {
      damage.add("picture that cannot be decoded");
      return Optional.empty();
    }
    return Optional.of(
        new CapturedPicture(
            picture.capturedAt(),
            PictureEncoding.JPEG,
            transcoder.width(),
            transcoder.height(),
            /* rotation= */ 0,
            ByteBuffer.wrap(jpeg.get())));
  }

  @Override
  public void close() {
    if (transcoder != null) {
      transcoder.close();
    }
    pictures.close();
  }
}
