package io.meshstream.tools.gateway;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.video.AvError;
import io.meshstream.tools.video.SourceException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Scales frames down to fit in a box, if there is one, and encodes them as 4:2:0 JPEGs, whose
 * colours are those of JFIF: BT.601 at full range. A frame that does not say what its colours are
 * is taken for BT.601 too. Frames may change their size and kind as they like. Not thread-safe.
 */
final class JpegEncoder implements AutoCloseable {

  private static final int PIXELS = avutil.AV_PIX_FMT_YUVJ420P;
  private static final int COLOURS = avutil.AVCOL_SPC_SMPTE170M;

  /** What it does to landmarks is less than what the noise of a sensor does: bench/quality. */
  private static final int DEFAULT_QUALITY = 60;

  /** FFmpeg's scales go from 1, the best, to 31. */
  private static final int WORST_SCALE = 31;

  /** In pixels, where colours have half the resolution. */
  private static final int ROW_OF_BLOCKS = 16;

  private final String name;
  private final Optional<PictureSize> box;
  private final int quality;
  private final AVFrame scaled = avutil.av_frame_alloc();
  private final AVPacket packet = avcodec.av_packet_alloc();
  private final SwsContext scaler = swscale.sws_alloc_context();

  private AVCodecContext encoder;

  JpegEncoder(CameraSettings settings) {
    this.name = settings.url().toString();
    this.box = settings.size();
    this.quality = settings.quality().orElse(DEFAULT_QUALITY);
    scaler.flags(swscale.SWS_BICUBIC);
  }

  /**
   * Encodes a frame.
   *
   * @return its bytes; {@link #width} and {@link #height} then tell its size
   */
  byte[] encode(AVFrame frame) throws SourceException {
    PictureFit fit = PictureFit.of(frame.width(), frame.height(), box);
    prepare(fit);
    scale(frame);
    scaled.quality(encoder.global_quality());
    scaled.pts(scaled.pts() + 1);
    AvError.require(avcodec.avcodec_send_frame(encoder, scaled), name + ": JPEG encoder");
    AvError.require(avcodec.avcodec_receive_packet(encoder, packet), name + ": JPEG encoder");
    byte[] jpeg = new byte[packet.size()];
    new BytePointer(packet.data()).get(jpeg);
    avcodec.av_packet_unref(packet);
    return jpeg;
  }

  int width() {
    return scaled.width();
  }

  int height() {
    return scaled.height();
  }

  private void prepare(PictureFit fit) throws SourceException {
    if (encoder != null && encoder.width() == fit.width() && encoder.height() == fit.height()) {
      return;
    }
    closeEncoder();
    AVCodec codec = avcodec.avcodec_find_encoder(avcodec.AV_CODEC_ID_MJPEG);
    encoder = avcodec.avcodec_alloc_context3(codec);
    encoder.width(fit.width()).height(fit.height()).pix_fmt(PIXELS);
    encoder.color_range(avutil.AVCOL_RANGE_JPEG);
    encoder.time_base(avutil.av_make_q(1, 25));
    encoder.thread_count(1);
    // From two on, with however many threads, FFmpeg puts a restart marker behind each row of
    // blocks.
    // A few bytes, and whoever looks at a part of the picture need not read what is above it.
    encoder.slices(fit.height() > ROW_OF_BLOCKS ? 2 : 1);
    encoder.qmin(1);
    encoder.flags(encoder.flags() | avcodec.AV_CODEC_FLAG_QSCALE | avcodec.AV_CODEC_FLAG_BITEXACT);
    encoder.global_quality(avutil.FF_QP2LAMBDA * scale(quality));
    // Tables made for each picture would save a few bytes and cost a second pass.
    avutil.av_opt_set(encoder.priv_data(), "huffman", "default", 0);
    AvError.require(
        avcodec.avcodec_open2(encoder, codec, (AVDictionary) null), name + ": JPEG encoder");
    avutil.av_frame_unref(scaled);
    scaled.width(fit.width()).height(fit.height()).format(PIXELS);
    scaled.colorspace(COLOURS).color_range(avutil.AVCOL_RANGE_JPEG);
    scaled.pts(0);
    AvError.require(avutil.av_frame_get_buffer(scaled, 0), name + ": picture memory");
  }

  /** The scale that makes the tables about as coarse as libjpeg does for this quality. */
  static int scale(int quality) {
    double percent = quality < 50 ? 5000.0 / quality : 200 - 2.0 * quality;
    return (int) Math.max(1, Math.min(WORST_SCALE, Math.round(percent / 12.5)));
  }

  private void scale(AVFrame frame) throws SourceException {
    if (frame.colorspace() == avutil.AVCOL_SPC_UNSPECIFIED) {
      frame.colorspace(COLOURS);
    }
    // Lines of both fields go into one picture.
    frame.flags(frame.flags() & ~AVFrame.AV_FRAME_FLAG_INTERLACED);
    // The encoder may still hold on to the frame before.
    AvError.require(avutil.av_frame_make_writable(scaled), name + ": picture memory");
    if (swscale.sws_scale_frame(scaler, scaled, frame) < 0) {
      throw new SourceException(
          "%s: pictures of an unknown kind (expected: pixels that can be converted); set the camera to another format"
              .formatted(name));
    }
  }

  private void closeEncoder() {
    if (encoder != null) {
      avcodec.avcodec_free_context(encoder);
      encoder = null;
    }
  }

  @Override
  public void close() {
    closeEncoder();
    swscale.sws_free_context(scaler);
    avutil.av_frame_free(scaled);
    avcodec.av_packet_free(packet);
  }
}
