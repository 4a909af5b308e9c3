package io.meshstream.tools.video;

import java.nio.charset.StandardCharsets;
import org.bytedeco.ffmpeg.global.avutil;

/** What FFmpeg's error codes mean. */
public final class AvError {

  private static final int TEXT_BYTES = 256;

  private AvError() {}

  /** Returns what a negative code says: in FFmpeg's own words where they are fit for people. */
  public static String text(int code) {
    if (code == avutil.AVERROR_HTTP_OTHER_4XX) {
      return "the server refuses (a status from 402 to 499)";
    } else if (code == avutil.AVERROR_HTTP_SERVER_ERROR) {
      return "the server has failed (a status from 500 to 599)";
    }
    byte[] text = new byte[TEXT_BYTES];
    avutil.av_strerror(code, text, text.length);
    int length = 0;
    while (length < text.length && text[length] != 0) {
      length++;
    }
    return new String(text, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Returns whether a call wants to be made again when there is more to work on, or nothing is
   * left.
   */
  public static boolean isNoMore(int code) {
    return code == avutil.AVERROR_EAGAIN() || code == avutil.AVERROR_EOF;
  }

  /**
   * Requires that a call has gone well that fails only if memory or something as basic is lacking.
   */
  public static void require(int result, String what) throws SourceException {
    if (result < 0) {
      throw new SourceException("%s: %s (expected: it works)".formatted(what, text(result)));
    }
  }
}
