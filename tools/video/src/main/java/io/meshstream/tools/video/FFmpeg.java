package io.meshstream.tools.video;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.vision.natives.NativeCache;
import java.io.File;
import java.io.IOException;
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

  /** The loader's own system property. */
  private static final String CACHE = "org.bytedeco.javacpp.cachedir";

  /** A library that failed to load says why the first time only, so that is kept. */
  private static final LibraryLoader BASE = new LibraryLoader(Libraries::load);

  private static final LibraryLoader DEVICES = new LibraryLoader(Libraries::loadDevices);

  private FFmpeg() {}

  /**
   * Loads the libraries that read and write videos, the first time it is called; also keeps them
   * from writing to standard error, and from taking more than 256 MiB of memory at a time, whatever
   * a file asks for.
   *
   * @param user what cannot be done without FFmpeg, for the message: a path, a URL, a command
   * @throws CommandFailure if the jars are not on the class path, hold no libraries for this kind
   *     of machine, or the system lacks a library that they need
   */
  public static void require(String user) {
    require(user, BASE);
  }

  /**
   * Loads the library that reads webcams too. Apart, because it needs what a machine without a
   * screen and sound has no other use for.
   *
   * @param user what cannot be done without it, for the message
   * @throws CommandFailure as {@link #require} does
   */
  public static void requireDevices(String user) {
    require(user, BASE);
    require(user, DEVICES);
  }

  private static void require(String user, LibraryLoader libraries) {
    try {
      libraries.load();
    } catch (LinkageError e) {
      throw new CommandFailure("%s: needs FFmpeg, %s".formatted(user, whatIsMissing(e)), e);
    } catch (IllegalStateException e) {
      throw new CommandFailure(e.getMessage(), e);
    }
  }

  private static String whatIsMissing(LinkageError error) {
    String jars =
        "(expected: the jars javacv, javacpp and ffmpeg with the libraries of %s %s on the class path); build the tools on this machine"
            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"));
    if (!(error instanceof UnsatisfiedLinkError)) {
      return "which is not on the class path " + jars;
    }
    return LinkerMessage.of(error)
        .map(
            message ->
                "which cannot be loaded, %s (expected: this library is on the system); install it"
                    .formatted(message))
        .orElse("whose libraries cannot be loaded " + jars);
  }

  /** Apart, so that nothing of FFmpeg is looked for before it is asked for. */
  private static final class Libraries {

    static void load() {
      if (System.getProperty(CACHE) == null) {
        System.setProperty(CACHE, NativeCache.ofUser().folder("javacpp").toString());
      }
      Loader.load(avutil.class);
      Loader.load(swscale.class);
      Loader.load(avcodec.class);
      Loader.load(avformat.class);
      avutil.av_log_set_level(avutil.AV_LOG_QUIET);
      avutil.av_max_alloc(MAX_BLOCK_BYTES);
    }

    static void loadDevices() {
      try {
        Loader.load(avdevice.class);
      } catch (NoClassDefFoundError e) {
        askLinker();
        throw e;
      }
      avdevice.avdevice_register_all();
    }

    /**
     * Has the linker say what it misses, by an UnsatisfiedLinkError: JavaCV may have tried to load
     * the library before, and a class says only once why it cannot be used.
     */
    private static void askLinker() {
      String library = Loader.getPlatform() + "/" + System.mapLibraryName("jniavdevice");
      try {
        File file = Loader.cacheResource(avdevice.class, library);
        if (file != null) {
          System.load(file.getPath());
        }
      } catch (IOException e) {
        // Then nobody can say it.
      }
    }
  }
}
