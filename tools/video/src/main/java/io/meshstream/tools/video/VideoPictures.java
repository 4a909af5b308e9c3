package io.meshstream.tools.video;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.vision.image.Picture;
import io.meshstream.vision.image.QuarterTurn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The frames of a video file, upright, one after another. What is damaged is left out.
 *
 * <p>Nothing but the file itself is opened, whatever it names. Not thread-safe.
 */
public final class VideoPictures implements AutoCloseable {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(10));
  private static final double MICROS = 1e6;

  private final VideoInput input;
  private final VideoDecoder decoder;
  private final FramePictures pictures = new FramePictures();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  private long count;
  private OptionalLong firstNanos = OptionalLong.empty();
  private boolean ended;

  private VideoPictures(VideoInput input, VideoDecoder decoder) {
    this.input = input;
    this.decoder = decoder;
  }

  /**
   * Opens a video, once FFmpeg is known to be there.
   *
   * @throws CommandFailure if the file holds no video that FFmpeg can read
   */
  public static VideoPictures open(Path file) {
    CameraUrl url = new CameraUrl(CameraUrl.Kind.VIDEO, file.toAbsolutePath().toString());
    try {
      VideoInput input = VideoInput.open(url, LIMITS);
      try {
        return new VideoPictures(input, VideoDecoder.open(url.toString(), input.codec(), LIMITS));
      } catch (SourceException e) {
        input.close();
        throw e;
      }
    } catch (SourceException | InterruptedException e) {
      throw unreadable(e);
    }
  }

  private static CommandFailure unreadable(Exception cause) {
    if (cause instanceof InterruptedException) {
      Thread.currentThread().interrupt();
    }
    return new CommandFailure("video: " + cause.getMessage(), cause);
  }

  /** Frames per second as far as the file says; otherwise 25. */
  public double framesPerSecond() {
    return input.framesPerSecond();
  }

  /** Returns whether there is something to be heard as well. */
  public boolean hasSound() {
    return input.hasSound();
  }

  /**
   * Returns the next frame; empty after the last.
   *
   * @throws CommandFailure if the file can be read no more
   */
  public Optional<VideoPicture> next() {
    while (!decoder.receive(frame)) {
      if (ended) {
        return Optional.empty();
      }
      decodeMore();
    }
    Picture picture = pictures.picture(frame).turned(QuarterTurn.ofDegrees(input.rotation()));
    long time = timeMicros();
    count++;
    return Optional.of(new VideoPicture(picture, time));
  }

  /** A file that does not say when has the frames in even intervals. */
  private long timeMicros() {
    OptionalLong nanos = input.nanos(VideoDecoder.timestamp(frame));
    if (count == 0) {
      firstNanos = nanos;
    }
    return nanos.isPresent() && firstNanos.isPresent()
        ? (nanos.getAsLong() - firstNanos.getAsLong()) / 1000
        : Math.round(MICROS * count / framesPerSecond());
  }

  private void decodeMore() {
    try {
      ended = !input.read(packet);
    } catch (SourceException | InterruptedException e) {
      throw unreadable(e);
    }
    decoder.send(ended ? null : packet);
  }

  @Override
  public void close() {
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    pictures.close();
    decoder.close();
    input.close();
  }
}
