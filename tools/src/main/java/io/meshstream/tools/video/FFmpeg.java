package io.meshstream.tools.video;

import io.meshstream.tools.console.CommandFailure;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;

/**
 * Loads FFmpeg, or says in one line why it cannot be used here.
 *
 * <p>What refers to a class of {@code org.bytedeco} may be called only after {@link #require} has
 * returned. Thread-safe.
 */
public final class FFmpeg {

  private static final long MAX_BLOCK_BYTES = 256L * 1024 * 1024;

  private FFmpeg() {}

  /**
   * Loads the libraries, the first time it is called; also keeps them from writing to standard
   * error, and from taking more than 256 MiB of memory at a time, whatever a file asks for.
   *
   * @param user what cannot be done without FFmpeg, for the message: a path, a URL, a command
   * @throws CommandFailure if the jars are not on the class path, or hold no libraries for this
   *     kind of machine
   */
  public static void require(String user) {
    try {
      Libraries.load();
    } catch (LinkageError e) {
      throw new CommandFailure(
          "%s: needs FFmpeg, %s (expected: the jars javacv, javacpp and ffmpeg with the libraries of %s on the class path); build the tools on this machine"
              .formatted(user, whatIsMissing(e), machine()),
          e);
    }
  }

  private static String whatIsMissing(LinkageError error) {
    return error instanceof UnsatisfiedLinkError
        ? "whose libraries cannot be loaded"
        : "which is not on the class path";
  }

  private static String machine() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** Apart, so that nothing of FFmpeg is looked for before it is asked for. */
  private static final class Libraries {

    static void load() {
      Loader.load(avutil.class);
      Loader.load(swscale.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      Loader.load(avdevice.class);
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
      avutil.av_max_alloc(MAX_BLOCK_BYTES);
    }
  }
}
