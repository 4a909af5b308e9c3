package io.meshstream.tools.render;

import io.meshstream.face.FaceMesh;
import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.Picture;
import io.meshstream.face.image.PictureLimits;
import io.meshstream.face.image.QuarterTurn;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.drawing.PictureImage;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;

/**
 * The frames of a video file, upright, with what the face mesh library finds in them.
 *
 * <p>Nothing but local files is opened, whatever addresses a file names.
 */
final class VideoShots implements Shots {

  private final Path file;
  private final FaceMesh mesh;
  private final FFmpegFrameGrabber grabber;
  private final QuarterTurn turn;

  private TrackingState state = TrackingState.initial();
  private long count;

  private VideoShots(Path file, FaceMesh mesh, FFmpegFrameGrabber grabber) {
    this.file = file;
    this.mesh = mesh;
    this.grabber = grabber;
    this.turn = turn(grabber.getDisplayRotation());
  }

  /**
   * Opens a video, once FFmpeg is known to be there.
   *
   * @throws CommandFailure if the file holds no video that FFmpeg can read
   */
  static VideoShots open(Path file, FaceMesh mesh) {
    FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toAbsolutePath().toString());
    grabber.setOption("protocol_whitelist", "file");
    grabber.setPixelFormat(avutil.AV_PIX_FMT_BGR24);
    try {
      grabber.start();
      requireUsable(file, grabber);
      return new VideoShots(file, mesh, grabber);
    } catch (FFmpegFrameGrabber.Exception e) {
      release(grabber);
      throw unreadable(file, e);
    } catch (CommandFailure e) {
      release(grabber);
      throw e;
    }
  }

  private static void requireUsable(Path file, FFmpegFrameGrabber grabber) {
    long pixels = (long) grabber.getImageWidth() * grabber.getImageHeight();
    if (pixels < 1) {
      throw new CommandFailure(
          "video: %s has no pictures (expected: a video); name another".formatted(file));
    }
    if (pixels > PictureLimits.defaults().maxPixels()) {
      throw new CommandFailure(
          "video: %s is %dx%d (expected: at most %d pixels); scale it down"
              .formatted(
                  file,
                  grabber.getImageWidth(),
                  grabber.getImageHeight(),
                  PictureLimits.defaults().maxPixels()));
    }
  }

  /** FFmpeg counts counter-clockwise, and knows angles that are no quarter turns. */
  private static QuarterTurn turn(double counterClockwise) {
    long degrees = Math.floorMod(-Math.round(counterClockwise), 360L);
    return degrees % 90 == 0 ? QuarterTurn.ofDegrees((int) degrees) : QuarterTurn.NONE;
  }

  @Override
  public Optional<Double> framesPerSecond() {
    double rate = grabber.getVideoFrameRate();
    return rate > 0 && Double.isFinite(rate) ? Optional.of(rate) : Optional.empty();
  }

  @Override
  public Optional<Shot> next() {
    Frame frame;
    try {
      frame = grabber.grabImage();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw unreadable(file, e);
    }
    if (frame == null) {
      return Optional.empty();
    }
    count++;
    Picture picture = Picture.bgr(pixels(frame), frame.imageWidth, frame.imageHeight).turned(turn);
    Step step = mesh.step(state, picture);
    state = step.state();
    return Optional.of(Shot.seen("%06d".formatted(count), PictureImage.of(picture), step.result()));
  }

  /** The rows without what FFmpeg fills them up with. */
  private static byte[] pixels(Frame frame) {
    int row = 3 * frame.imageWidth;
    byte[] pixels = new byte[row * frame.imageHeight];
    ByteBuffer image = (ByteBuffer) frame.image[0];
    for (int y = 0; y < frame.imageHeight; y++) {
      image.get(y * frame.imageStride, pixels, y * row, row);
    }
    return pixels;
  }

  private static CommandFailure unreadable(Path file, FFmpegFrameGrabber.Exception cause) {
    return new CommandFailure(
        "video: %s, %s (expected: a video that FFmpeg can read); name another"
            .formatted(file, cause.getMessage()),
        cause);
  }

  private static void release(FFmpegFrameGrabber grabber) {
    try {
      grabber.release();
    } catch (FFmpegFrameGrabber.Exception e) {
      throw new IllegalStateException("FFmpeg cannot close what it reads", e);
    }
  }

  @Override
  public void close() {
    release(grabber);
  }
}
