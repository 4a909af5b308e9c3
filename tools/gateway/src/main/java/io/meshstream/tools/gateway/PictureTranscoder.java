package io.meshstream.tools.gateway;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.tools.video.AvError;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.tools.video.VideoDecoder;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;

/**
 * Decodes JPEGs and PNGs and encodes them as a camera's settings want them. Needs FFmpeg. Not
 * thread-safe.
 */
final class PictureTranscoder implements AutoCloseable {

  private final String name;
  private final SourceLimits limits;
  private final JpegEncoder encoder;
  private final Map<PictureEncoding, VideoDecoder> decoders = new EnumMap<>(PictureEncoding.class);
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final AVFrame frame = avutil.av_frame_alloc();

  PictureTranscoder(CameraSettings settings, SourceLimits limits) {
    this.name = settings.url().toString();
    this.limits = limits;
    this.encoder = new JpegEncoder(settings);
  }

  /**
   * Makes a JPEG of a picture.
   *
   * @return its bytes, of the {@link #width} and {@link #height}; empty if the picture is damaged
   */
  Optional<byte[]> encode(PictureEncoding encoding, byte[] picture) throws SourceException {
    VideoDecoder decoder = decoder(encoding);
    AvError.require(avcodec.av_new_packet(packet, picture.length), name + ": picture memory");
    new BytePointer(packet.data()).put(picture, 0, picture.length);
    boolean good = decoder.send(packet) && decoder.receive(frame);
    avcodec.av_packet_unref(packet);
    return good ? Optional.of(encoder.encode(frame)) : Optional.empty();
  }

  private VideoDecoder decoder(PictureEncoding encoding) throws SourceException {
    VideoDecoder decoder = decoders.get(encoding);
    if (decoder == null) {
      int codec =
          encoding == PictureEncoding.PNG ? avcodec.AV_CODEC_ID_PNG : avcodec.AV_CODEC_ID_MJPEG;
      decoder = VideoDecoder.open(name, codec, limits);
      decoders.put(encoding, decoder);
    }
    return decoder;
  }

  int width() {
    return encoder.width();
  }

  int height() {
    return encoder.height();
  }

  @Override
  public void close() {
    decoders.values().forEach(VideoDecoder::close);
    encoder.close();
    avutil.av_frame_free(frame);
    avcodec.av_packet_free(packet);
  }
}
