package io.meshstream.tools.video;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avcodec.AVPacketSideData;
import org.bytedeco.ffmpeg.avcodec.AVProducerReferenceTime;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * An open file, stream or device, of which the video packets are read.
 *
 * <p>Only what its kind needs may be used: a file cannot make FFmpeg open a connection, a stream
 * cannot make it open a file, and playlists are not read at all. Not thread-safe.
 */
public final class VideoInput implements AutoCloseable {

  private static final String CONTAINERS =
      "mov,matroska,avi,mpegts,mpeg,mpegvideo,flv,ogg,mjpeg,mpjpeg,h264,hevc,m4v,ivf";
  private static final Map<CameraUrl.Kind, String> PROTOCOLS =
      Map.of(
          CameraUrl.Kind.VIDEO, "file",
          CameraUrl.Kind.HTTP, "http,https,httpproxy,tcp,tls",
          CameraUrl.Kind.RTSP, "rtsp,rtsps,rtp,srtp,tcp,tls,udp",
          CameraUrl.Kind.DEVICE, "file");
  private static final Map<CameraUrl.Kind, String> FORMATS =
      Map.of(
          CameraUrl.Kind.VIDEO,
          CONTAINERS,
          CameraUrl.Kind.HTTP,
          CONTAINERS,
          CameraUrl.Kind.RTSP,
          "rtsp",
          CameraUrl.Kind.DEVICE,
          "v4l2,avfoundation,dshow");

  /**
   * How much of a live stream is looked at before its first picture goes out: no more than tells
   * what it is, so not its frame rate. What was looked at is kept (it would not be with {@code
   * nobuffer}): it begins with a key frame, without which no picture can be decoded until the next.
   */
  private static final Map<String, String> LIVE =
      Map.of("probesize", "1000000", "analyzeduration", "1000000", "fpsprobesize", "0");

  private static final double USUAL_FPS = 25;
  private static final double HIGHEST_FPS = 240;
  private static final double NANOS = 1e9;

  private final CameraUrl url;
  private final SourceLimits limits;
  private final AVFormatContext context;
  private final int videoStream;
  private final SenderClock senderClock = new SenderClock();

  private VideoInput(CameraUrl url, SourceLimits limits, AVFormatContext context, int videoStream) {
    this.url = url;
    this.limits = limits;
    this.context = context;
    this.videoStream = videoStream;
  }

  /**
   * Opens what is there and finds its video.
   *
   * @throws SourceException if there is none that can be read, or the time is over
   */
  public static VideoInput open(CameraUrl url, SourceLimits limits)
      throws SourceException, InterruptedException {
    CallDeadline.current().set(limits.answerTime());
    AVFormatContext context = opened(url, limits);
    try {
      if (!isLiveJpeg(url, context)) {
        requireDone(avformat.avformat_find_stream_info(context, (AVDictionary) null), url, limits);
      }
      int stream =
          avformat.av_find_best_stream(
              context, avutil.AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
      if (stream < 0) {
        throw new SourceException(
            "%s: no video (expected: a video stream that can be decoded); name another source"
                .formatted(url));
      }
      VideoInput input = new VideoInput(url, limits, context, stream);
      input.requireSize();
      return input;
    } catch (SourceException | InterruptedException | RuntimeException e) {
      avformat.avformat_close_input(context);
      throw e;
    }
  }

  private static AVFormatContext opened(CameraUrl url, SourceLimits limits)
      throws SourceException, InterruptedException {
    if (url.kind() != CameraUrl.Kind.DEVICE) {
      String address = url.kind() == CameraUrl.Kind.VIDEO ? "file:" + url.address() : url.address();
      return opened(url, limits, address, null, Map.of());
    }
    FFmpeg.requireDevices(url.toString());
    int colon = url.address().indexOf(':');
    String name = url.address().substring(colon + 1);
    AVInputFormat format = avformat.av_find_input_format(url.address().substring(0, colon));
    if (format == null) {
      throw new SourceException(
          "%s: no such kind of device here (expected: v4l2 on Linux, avfoundation on macOS, dshow on"
                  .formatted(url)
              + " Windows)");
    }
    try {
      // A webcam's own JPEGs need no encoding and less of the bus.
      return opened(url, limits, name, format, Map.of("input_format", "mjpeg"));
    } catch (SourceException e) {
      return opened(url, limits, name, format, Map.of());
    }
  }

  private static AVFormatContext opened(
      CameraUrl url,
      SourceLimits limits,
      String address,
      AVInputFormat format,
      Map<String, String> more)
      throws SourceException, InterruptedException {
    AVFormatContext context = avformat.avformat_alloc_context();
    context.interrupt_callback().callback(CallDeadline.callback());
    AVDictionary options = new AVDictionary(null);
    try {
      options(url, limits).forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
      more.forEach((key, value) -> avutil.av_dict_set(options, key, value, 0));
      // Frees the context if it fails.
      int result = avformat.avformat_open_input(context, address, format, options);
      requireDone(result, url, limits);
      return context;
    } finally {
      avutil.av_dict_free(options);
    }
  }

  private static Map<String, String> options(CameraUrl url, SourceLimits limits) {
    Map<String, String> options = new HashMap<>();
    options.put("protocol_whitelist", PROTOCOLS.get(url.kind()));
    options.put("format_whitelist", FORMATS.get(url.kind()));
    if (url.kind().isLive()) {
      options.putAll(LIVE);
    }
    // Later than the deadline of the call, which knows better what to say.
    String micros = Long.toString(2 * limits.answerTime().toNanos() / 1000);
    switch (url.kind()) {
      case HTTP -> {
        options.put("rw_timeout", micros);
        options.put("seekable", "0");
        options.put("icy", "0");
      }
      case RTSP -> {
        options.put("timeout", micros);
        options.put("rtsp_transport", "tcp");
        options.put("allowed_media_types", "video");
      }
      default -> {}
    }
    return options;
  }

  private static void requireDone(int result, CameraUrl url, SourceLimits limits)
      throws SourceException, InterruptedException {
    if (result >= 0) {
      return;
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (CallDeadline.current().isOver() || result == avutil.AVERROR_EXIT) {
      throw new SourceException(
          "%s: no answer (expected: one within %d ms); see that it works"
              .formatted(url, limits.answerTime().toMillis()));
    }
    throw new SourceException(
        "%s: %s (expected: a video that can be read); see that it is there and works"
            .formatted(url, isUnknownFormat(result) ? "no such video" : AvError.text(result)));
  }

  /** Returns whether FFmpeg says that it does not know the format, or may not read it. */
  private static boolean isUnknownFormat(int result) {
    return result == avutil.AVERROR_INVALIDDATA || result == avutil.AVERROR_EINVAL();
  }

  /**
   * Returns whether all is known of it: waiting for more pictures could take a slow camera too
   * long.
   */
  private static boolean isLiveJpeg(CameraUrl url, AVFormatContext context) {
    return url.kind().isLive()
        && context.nb_streams() == 1
        && context.streams(0).codecpar().codec_id() == avcodec.AV_CODEC_ID_MJPEG;
  }

  private void requireSize() throws SourceException {
    AVCodecParameters codec = codec();
    if ((long) codec.width() * codec.height() > limits.maxPixels()) {
      throw new SourceException(
          "%s: %dx%d (expected: at most %d pixels); set the camera to a smaller picture"
              .formatted(url, codec.width(), codec.height(), limits.maxPixels()));
    }
  }

  private AVStream stream() {
    return context.streams(videoStream);
  }

  /** Returns how the video is encoded. */
  public AVCodecParameters codec() {
    return stream().codecpar();
  }

  /** Returns whether each packet is a JPEG. */
  public boolean isJpeg() {
    return codec().codec_id() == avcodec.AV_CODEC_ID_MJPEG;
  }

  /** Frames per second as far as the source says; otherwise 25. */
  public double framesPerSecond() {
    AVRational rate = stream().avg_frame_rate();
    double fps = rate.den() == 0 ? 0 : (double) rate.num() / rate.den();
    return fps > 0 && fps <= HIGHEST_FPS ? fps : USUAL_FPS;
  }

  /** Returns whether there is something to be heard as well. */
  public boolean hasSound() {
    return avformat.av_find_best_stream(
            context, avutil.AVMEDIA_TYPE_AUDIO, -1, -1, (AVCodec) null, 0)
        >= 0;
  }

  /** Returns what a time stamp of the stream means, in nanoseconds; empty for what is none. */
  public OptionalLong nanos(long timestamp) {
    if (timestamp == avutil.AV_NOPTS_VALUE) {
      return OptionalLong.empty();
    }
    AVRational unit = stream().time_base();
    double nanos = NANOS * timestamp * unit.num() / unit.den();
    return nanos >= 0 ? OptionalLong.of(Math.round(nanos)) : OptionalLong.empty();
  }

  /**
   * What the clock of the stream's sender said, in microseconds since 1970, at the stream's moment
   * 0: by the sender reports of RTCP that came before the last packet. Empty where there are none.
   */
  public OptionalLong senderMicrosAtZero() {
    return senderClock.atZero();
  }

  private void hearSender(AVPacket packet) {
    if (url.kind() == CameraUrl.Kind.RTSP) {
      BytePointer data =
          avcodec.av_packet_get_side_data(packet, avcodec.AV_PKT_DATA_PRFT, (SizeTPointer) null);
      OptionalLong reported =
          data == null || data.isNull()
              ? OptionalLong.empty()
              : OptionalLong.of(new AVProducerReferenceTime(data).wallclock());
      long begin = context.start_time_realtime();
      OptionalLong moment = nanos(packet.pts());
      senderClock.picture(
          begin == avutil.AV_NOPTS_VALUE ? OptionalLong.empty() : OptionalLong.of(begin),
          reported,
          moment.isEmpty() ? moment : OptionalLong.of(moment.getAsLong() / 1000));
    }
  }

  /** Returns the degrees clockwise that turn the pictures upright, as far as the source says. */
  public int rotation() {
    AVPacketSideData matrix =
        avcodec.av_packet_side_data_get(
            codec().coded_side_data(),
            codec().nb_coded_side_data(),
            avcodec.AV_PKT_DATA_DISPLAYMATRIX);
    if (matrix == null || matrix.isNull()) {
      return 0;
    }
    double anticlockwise = avutil.av_display_rotation_get(new IntPointer(matrix.data()));
    return Double.isNaN(anticlockwise) ? 0 : Math.floorMod(-Math.round(anticlockwise / 90), 4) * 90;
  }

  /**
   * Waits for the next packet of the video.
   *
   * @param packet takes it; what it held before is released
   * @return false at the end
   */
  public boolean read(AVPacket packet) throws SourceException, InterruptedException {
    CallDeadline.current().set(limits.answerTime());
    do {
      avcodec.av_packet_unref(packet);
      int result = avformat.av_read_frame(context, packet);
      if (result == avutil.AVERROR_EOF || isConnectionClosed(result)) {
        return false;
      }
      requireDone(result, url, limits);
    } while (packet.stream_index() != videoStream);
    hearSender(packet);
    return true;
  }

  /** Returns whether FFmpeg says that a stream has ended without saying so. */
  private boolean isConnectionClosed(int result) {
    return url.kind() == CameraUrl.Kind.HTTP
        && result == avutil.AVERROR_EIO()
        && !CallDeadline.current().isOver()
        && !Thread.currentThread().isInterrupted();
  }

  @Override
  public void close() {
    CallDeadline.current().set(limits.answerTime());
    avformat.avformat_close_input(context);
  }
}
