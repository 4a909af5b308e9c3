package io.meshstream.tools.gateway;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.tools.video.VideoDecoder;
import io.meshstream.tools.video.VideoInput;
import io.meshstream.vision.jpeg.JpegHeader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * The pictures of a video. A JPEG of the camera's goes out as it came when it is small enough and
 * no quality is asked for; everything else is decoded, scaled if need be, and encoded as JPEG.
 *
 * <p>What is damaged is left out, until it is all there is.
 */
final class VideoSource implements FrameSource {

  private final CameraSettings settings;
  private final SourceLimits limits;
  private final Pace pace;
  private final Damage damage;
  private final VideoInput input;
  private final CaptureTime captureTime;
  private final PassedJpegs passedJpegs;
  private final JpegEncoder encoder;
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();
  private final int rotation;

  private VideoDecoder decoder;
  private boolean ended;

  private VideoSource(
      CameraSettings settings,
      SourceLimits limits,
      Pace pace,
      WarningListener listener,
      VideoInput input) {
    this.settings = settings;
    this.limits = limits;
    this.pace = pace;
    this.damage = new Damage(settings.url().toString(), listener);
    this.input = input;
    this.captureTime = new CaptureTime(settings.url().toString(), settings.captureTime(), listener);
    this.passedJpegs = new PassedJpegs(settings, listener);
    this.encoder = new JpegEncoder(settings);
    this.rotation = input.rotation();
  }

  /**
   * Takes over a video.
   *
   * @param input of the video; closed with this, or if this fails
   * @param listener told of what was damaged
   * @throws SourceException if it cannot be decoded
   */
  static VideoSource of(
      CameraSettings settings,
      SourceLimits limits,
      Pace pace,
      WarningListener listener,
      VideoInput input)
      throws SourceException {
    VideoSource source = new VideoSource(settings, limits, pace, listener, input);
    try {
      if (!source.isPassedThrough()) {
        source.openDecoder();
      }
      return source;
    } catch (SourceException e) {
      source.close();
      throw e;
    }
  }

  private boolean isPassedThrough() {
    return input.isJpeg() && settings.quality().isEmpty();
  }

  private void openDecoder() throws SourceException {
    decoder = VideoDecoder.open(settings.url().toString(), input.codec(), limits);
  }

  @Override
  public Optional<CapturedPicture> next() throws SourceException, InterruptedException {
    Optional<CapturedPicture> picture = fromDecoder();
    while (picture.isEmpty() && !ended) {
      picture = fromPacket();
      if (picture.isEmpty()) {
        picture = fromDecoder();
      }
    }
    return picture;
  }

  private Optional<CapturedPicture> fromDecoder() throws SourceException, InterruptedException {
    while (decoder != null && decoder.receive(frame)) {
      damage.none();
      OptionalLong streamNanos = input.nanos(VideoDecoder.timestamp(frame));
      if (pace.take(streamNanos.orElse(Pace.UNKNOWN))) {
        Instant time = captureTime.of(input.senderMicrosAtZero(), streamNanos, Instant.now());
        byte[] jpeg = encoder.encode(frame);
        return Optional.of(picture(time, encoder.width(), encoder.height(), jpeg));
      }
    }
    return Optional.empty();
  }

  /** Reads a packet; empty if it was skipped, damaged or handed to the decoder. */
  private Optional<CapturedPicture> fromPacket() throws SourceException, InterruptedException {
    if (!input.read(packet)) {
      ended = true;
      if (decoder != null) {
        decoder.send(null);
      }
      return Optional.empty();
    }
    if (packet.size() == 0) {
      // A picture that the camera or an AVI file left out; to a decoder it would be the end.
      return Optional.empty();
    } else if (packet.size() > limits.maxPacketBytes()) {
      damage.add(
          "packet of %d bytes (expected: at most %d)"
              .formatted(packet.size(), limits.maxPacketBytes()));
    } else if ((packet.flags() & avcodec.AV_PKT_FLAG_CORRUPT) != 0) {
      damage.add("incomplete picture (expected: a whole one)");
    } else if (isPassedThrough()) {
      return passedThrough();
    } else {
      decode();
    }
    return Optional.empty();
  }

  private Optional<CapturedPicture> passedThrough() throws SourceException, InterruptedException {
    byte[] jpeg = new byte[packet.size()];
    new BytePointer(packet.data()).get(jpeg);
    Optional<JpegHeader> header = damage.header(jpeg, limits.maxPixels());
    if (header.isEmpty()) {
      return Optional.empty();
    }
    int width = header.get().width();
    int height = header.get().height();
    if (settings.size().isPresent() && !PictureFit.isWithin(width, height, settings.size().get())) {
      decode();
      return Optional.empty();
    }
    damage.none();
    OptionalLong streamNanos = input.nanos(packet.pts());
    return pace.take(streamNanos.orElse(Pace.UNKNOWN))
        ? Optional.of(
            picture(
                captureTime.of(input.senderMicrosAtZero(), streamNanos, Instant.now()),
                width,
                height,
                passedJpegs.passed(jpeg, header.get())))
        : Optional.empty();
  }

  private void decode() throws SourceException {
    if (decoder == null) {
      openDecoder();
    }
    if (!decoder.send(packet)) {
      damage.add("packet that cannot be decoded");
    }
  }

  private CapturedPicture picture(Instant time, int width, int height, byte[] jpeg) {
    return new CapturedPicture(
        time, PictureEncoding.JPEG, width, height, rotation, ByteBuffer.wrap(jpeg));
  }

  @Override
  public void close() {
    if (decoder != null) {
      decoder.close();
    }
    encoder.close();
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
    input.close();
  }
}
