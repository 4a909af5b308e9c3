package io.meshstream.tools.render;

import io.meshstream.face.FaceMesh;
import io.meshstream.face.Step;
import io.meshstream.face.TrackingState;
import io.meshstream.face.image.Picture;
import io.meshstream.face.image.QuarterTurn;
import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.tools.video.VideoDecoder;
import io.meshstream.tools.video.VideoInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * The frames of a video file, upright, with what the face mesh library finds in them. What is
 * damaged is left out.
 *
 * <p>Nothing but the file itself is opened, whatever it names.
 */
final class VideoShots implements Shots {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(10));

  private final FaceMesh mesh;
  private final VideoInput input;
  private final VideoDecoder decoder;
  private final FramePictures pictures = new FramePictures();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  private TrackingState state = TrackingState.initial();
  private long count;
  private boolean ended;

  private VideoShots(FaceMesh mesh, VideoInput input, VideoDecoder decoder) {
    this.mesh = mesh;
    this.input = input;
    this.decoder = decoder;
  }

  /**
   * Opens a video, once FFmpeg is known to be there.
   *
   * @throws CommandFailure if the file holds no video that FFmpeg can read
   */
  static VideoShots open(Path file, FaceMesh mesh) {
    CameraUrl url = new CameraUrl(CameraUrl.Kind.VIDEO, file.toAbsolutePath().toString());
    try {
      VideoInput input = VideoInput.open(url, LIMITS);
      try {
        return new VideoShots(
            mesh, input, VideoDecoder.open(url.toString(), input.codec(), LIMITS));
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

  @Override
  public Optional<Double> framesPerSecond() {
    return Optional.of(input.framesPerSecond());
  }

  @Override
  public Optional<Shot> next() {
    while (!decoder.receive(frame)) {
      if (ended) {
        return Optional.empty();
      }
      decodeMore();
    }
    count++;
    Picture picture = pictures.picture(frame).turned(QuarterTurn.ofDegrees(input.rotation()));
    Step step = mesh.step(state, picture);
    state = step.state();
    return Optional.of(Shot.seen("%06d".formatted(count), PictureImage.of(picture), step.result()));
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
