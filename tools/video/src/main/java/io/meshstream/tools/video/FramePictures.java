package io.meshstream.tools.video;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.vision.image.Picture;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;

/**
 * Makes pictures of decoded frames, each by its own size, pixels and colour space: all of them may
 * change within a video.
 *
 * <p>Not thread-safe.
 */
final class FramePictures implements AutoCloseable {

  private final SwsContext converter = swscale.sws_alloc_context();
  private final AVFrame bgr = avutil.av_frame_alloc();

  FramePictures() {
    converter.flags(swscale.SWS_BILINEAR);
  }

  /**
   * Returns the picture; shares no memory with the frame.
   *
   * @throws CommandFailure if FFmpeg cannot convert the frame's pixels
   */
  Picture picture(AVFrame frame) {
    int width = frame.width();
    int height = frame.height();
    if (bgr.width() != width || bgr.height() != height) {
      avutil.av_frame_unref(bgr);
      bgr.width(width).height(height).format(avutil.AV_PIX_FMT_BGR24);
      require(avutil.av_frame_get_buffer(bgr, 0), frame);
    }
    require(swscale.sws_scale_frame(converter, bgr, frame), frame);
    return Picture.bgr(rows(width, height), width, height);
  }

  private static void require(int result, AVFrame frame) {
    if (result < 0) {
      throw new CommandFailure(
          "video: %dx%d pixels of kind %d (expected: a kind that FFmpeg can convert); convert the video"
              .formatted(frame.width(), frame.height(), frame.format()));
    }
  }

  /** Returns the rows without what FFmpeg fills them up with. */
  private byte[] rows(int width, int height) {
    int row = 3 * width;
    byte[] pixels = new byte[row * height];
    BytePointer data = bgr.data(0);
    for (int y = 0; y < height; y++) {
      data.position((long) y * bgr.linesize(0)).get(pixels, y * row, row);
    }
    return pixels;
  }

  @Override
  public void close() {
    avutil.av_frame_free(bgr);
    swscale.sws_free_context(converter);
  }
}
