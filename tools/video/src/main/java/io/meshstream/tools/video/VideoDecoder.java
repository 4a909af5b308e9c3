package io.meshstream.tools.video;

import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;

/** Turns packets of a video into frames, on the calling thread. Not thread-safe. */
public final class VideoDecoder implements AutoCloseable {

  private final AVCodecContext context;

  private VideoDecoder(AVCodecContext context) {
    this.context = context;
  }

  /**
   * Makes a decoder.
   *
   * @param name of the source, for messages
   * @throws SourceException if there is none for this kind of video
   */
  public static VideoDecoder open(String name, AVCodecParameters parameters, SourceLimits limits)
      throws SourceException {
    AVCodec codec = avcodec.avcodec_find_decoder(parameters.codec_id());
    AVCodecContext context = codec == null ? null : avcodec.avcodec_alloc_context3(codec);
    if (context == null) {
      throw unsupported(name, parameters);
    }
    int result = avcodec.avcodec_parameters_to_context(context, parameters);
    if (result >= 0) {
      // More threads would hold frames back, and there are other cameras to use them.
      context.thread_count(1);
      context.max_pixels(limits.maxPixels());
      result = avcodec.avcodec_open2(context, codec, (AVDictionary) null);
    }
    if (result < 0) {
      avcodec.avcodec_free_context(context);
      throw unsupported(name, parameters);
    }
    return new VideoDecoder(context);
  }

  /**
   * Makes a decoder of what needs no parameters, such as pictures.
   *
   * @param name of the source, for messages
   * @param codec of FFmpeg's identifiers
   * @throws SourceException if there is none for this kind of video
   */
  public static VideoDecoder open(String name, int codec, SourceLimits limits)
      throws SourceException {
    AVCodecParameters parameters = avcodec.avcodec_parameters_alloc();
    try {
      parameters.codec_type(avutil.AVMEDIA_TYPE_VIDEO).codec_id(codec);
      return open(name, parameters, limits);
    } finally {
      avcodec.avcodec_parameters_free(parameters);
    }
  }

  private static SourceException unsupported(String name, AVCodecParameters parameters) {
    return new SourceException(
        "%s: %s video (expected: one that FFmpeg decodes here, such as H.264, H.265 or MJPEG); set the camera to another"
            .formatted(name, avcodec.avcodec_get_name(parameters.codec_id()).getString()));
  }

  /**
   * Takes a packet, or null at the end.
   *
   * @return whether it was good; a damaged one is no reason not to send the next
   */
  public boolean send(AVPacket packet) {
    int result = avcodec.avcodec_send_packet(context, packet);
    return result >= 0 || AvError.isNoMore(result);
  }

  /**
   * Gives the next frame of the packets sent so far.
   *
   * @param frame takes it; what it held before is released
   * @return whether there was one; if not, another packet is to be sent
   */
  public boolean receive(AVFrame frame) {
    return avcodec.avcodec_receive_frame(context, frame) >= 0;
  }

  /** Returns when a frame is to be shown, in the unit of the stream. */
  public static long timestamp(AVFrame frame) {
    long best = frame.best_effort_timestamp();
    return best == avutil.AV_NOPTS_VALUE ? frame.pts() : best;
  }

  @Override
  public void close() {
    avcodec.avcodec_free_context(context);
  }
}
