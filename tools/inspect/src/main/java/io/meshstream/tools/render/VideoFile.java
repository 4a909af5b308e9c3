package io.meshstream.tools.render;

import io.meshstream.tools.console.CommandFailure;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.bytedeco.javacv.Frame;

/**
 * Writes pictures as the frames of a video file.
 *
 * <p>The first picture gives the size, made even because chroma is kept for squares of two by two
 * pixels. Others are scaled to fit, with black beside them where their shape differs.
 */
final class VideoFile implements FrameSink {

  /** 1 is best, 31 worst: hardly any loss to be seen. */
  private static final int QUANTISER = 3;

  private final Path file;
  private final VideoCodec codec;
  private final double framesPerSecond;

  /** Set with the first picture. */
  private VideoOutput output;

  /** Set with the first picture. */
  private FFmpegFrameRecorder recorder;

  /** Set with the first picture. */
  private BufferedImage canvas;

  /**
   * Prepares a video, once FFmpeg is known to be there.
   *
   * @throws CommandFailure if FFmpeg has not the encoder
   */
  VideoFile(Path file, VideoCodec codec, double framesPerSecond) {
    this.file = file;
    this.codec = codec;
    this.framesPerSecond = framesPerSecond;
    requireEncoder();
  }

  private void requireEncoder() {
    try (AVCodec encoder = avcodec.avcodec_find_encoder_by_name(codec.encoder())) {
      if (encoder == null) {
        throw new CommandFailure(
            "video: %s needs the encoder %s (expected: one that this FFmpeg has); choose another ending of %s"
                .formatted(file, codec.encoder(), VideoCodec.endings()));
      }
    }
  }

  @Override
  public void write(String name, BufferedImage image) throws IOException {
    if (recorder == null) {
      start(image);
    }
    fit(image);
    byte[] pixels = ((DataBufferByte) canvas.getRaster().getDataBuffer()).getData();
    recorder.recordImage(
        canvas.getWidth(),
        canvas.getHeight(),
        Frame.DEPTH_UBYTE,
        /* channels= */ 3,
        /* stride= */ 3 * canvas.getWidth(),
        avutil.AV_PIX_FMT_BGR24,
        ByteBuffer.wrap(pixels));
    output.check();
  }

  private void start(BufferedImage first) throws IOException {
    int width = even(first.getWidth());
    int height = even(first.getHeight());
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    canvas = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    output = new VideoOutput(file);
    // Closes the output, too.
    recorder = new FFmpegFrameRecorder(output, width, height);
    recorder.setFormat(codec.container());
    recorder.setVideoCodecName(codec.encoder());
    recorder.setFrameRate(framesPerSecond);
    recorder.setPixelFormat(pixelFormat());
    // What the pixels are converted to; players take a large video for BT.709 unless it says so.
    recorder.setVideoOption("colorspace", "smpte170m");
    recorder.setVideoOption("color_primaries", "bt709");
    recorder.setVideoOption("color_trc", "bt709");
    if (codec == VideoCodec.WEBM) {
      recorder.setVideoBitrate(0);
      recorder.setVideoOption("crf", "24");
      recorder.setVideoOption("deadline", "realtime");
      recorder.setVideoOption("cpu-used", "6");
    } else {
      recorder.setVideoQuality(QUANTISER);
    }
    recorder.start();
  }

  private int pixelFormat() {
    return codec.encoder().equals("mjpeg") ? avutil.AV_PIX_FMT_YUVJ420P : avutil.AV_PIX_FMT_YUV420P;
  }

  private static int even(int size) {
    return size + size % 2;
  }

  private void fit(BufferedImage image) {
    double scale =
        Math.min(
            (double) canvas.getWidth() / image.getWidth(),
            (double) canvas.getHeight() / image.getHeight());
    boolean isFirstSize =
        canvas.getWidth() == even(image.getWidth())
            && canvas.getHeight() == even(image.getHeight());
    int width = isFirstSize ? image.getWidth() : (int) Math.round(scale * image.getWidth());
    int height = isFirstSize ? image.getHeight() : (int) Math.round(scale * image.getHeight());
    Graphics2D graphics = canvas.createGraphics();
    try {
      graphics.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
      graphics.setRenderingHint(
          RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
      int x = isFirstSize ? 0 : (canvas.getWidth() - width) / 2;
      int y = isFirstSize ? 0 : (canvas.getHeight() - height) / 2;
      graphics.drawImage(image, x, y, width, height, null);
    } finally {
      graphics.dispose();
    }
  }

  @Override
  public String description() {
    String size = canvas == null ? "empty" : canvas.getWidth() + "x" + canvas.getHeight();
    return String.format(
        Locale.ROOT, "%s (%s, %.3g frames/s, %s)", file, size, framesPerSecond, codec.encoder());
  }

  @Override
  public void close() throws IOException {
    if (recorder != null) {
      recorder.close();
      output.check();
    }
  }
}
