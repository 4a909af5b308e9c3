package io.meshstream.tools.gateway;

import io.meshstream.schemas.PictureEncoding;
import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.pictures.PictureDirectory;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.vision.image.PictureFormat;
import io.meshstream.vision.jpeg.JpegException;
import io.meshstream.vision.jpeg.JpegHeader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The JPEG and PNG files of a directory in the order of their names, or a single one; their bytes
 * go out as they are, damaged or not.
 *
 * <p>Files are read when their turn comes. Those that are too large, or gone by then, are left out.
 */
final class PictureFiles implements FrameSource {

  private final List<Path> files;
  private final SourceLimits limits;
  private final Pace pace;
  private final WarningListener listener;

  private int next;

  private PictureFiles(List<Path> files, SourceLimits limits, Pace pace, WarningListener listener) {
    this.files = files;
    this.limits = limits;
    this.pace = pace;
    this.listener = listener;
  }

  /**
   * Looks up which files there are now.
   *
   * @param listener told of what was left out
   * @throws SourceException if there are none
   */
  static PictureFiles open(CameraUrl url, SourceLimits limits, Pace pace, WarningListener listener)
      throws SourceException {
    Path path = Path.of(url.address());
    List<Path> files = Files.isDirectory(path) ? list(path) : List.of(path);
    if (files.isEmpty()) {
      throw new SourceException(
          "%s (expected: at least one .jpg, .jpeg or .png file in it)".formatted(url));
    }
    if (!Files.exists(files.get(0))) {
      throw new SourceException("%s (expected: an existing file or directory)".formatted(url));
    }
    return new PictureFiles(files, limits, pace, listener);
  }

  private static List<Path> list(Path directory) throws SourceException {
    try {
      return PictureDirectory.list(directory).pictures();
    } catch (IOException e) {
      throw new SourceException(
          "%s: %s (expected: a directory that can be read)".formatted(directory, e.getMessage()),
          e);
    }
  }

  @Override
  public Optional<CapturedPicture> next() throws InterruptedException {
    while (next < files.size()) {
      Path file = files.get(next);
      next++;
      Optional<byte[]> data = read(file);
      if (data.isPresent() && pace.take(Pace.UNKNOWN)) {
        return data.map(this::picture);
      }
    }
    return Optional.empty();
  }

  private Optional<byte[]> read(Path file) {
    try {
      long size = Files.size(file);
      if (size <= limits.maxPacketBytes()) {
        return Optional.of(Files.readAllBytes(file));
      }
      listener.warn(
          "%s: %d bytes (expected: at most %d)".formatted(file, size, limits.maxPacketBytes()));
    } catch (IOException e) {
      listener.warn("%s: %s (expected: a file that can be read)".formatted(file, e.getMessage()));
    }
    return Optional.empty();
  }

  private CapturedPicture picture(byte[] data) {
    Instant now = Instant.now();
    ByteBuffer bytes = ByteBuffer.wrap(data);
    if (PictureFormat.startingWith(data).equals(Optional.of(PictureFormat.PNG))) {
      return new CapturedPicture(now, PictureEncoding.PNG, 0, 0, 0, bytes);
    }
    CapturedPicture jpeg = new CapturedPicture(now, PictureEncoding.JPEG, 0, 0, 0, bytes);
    try {
      JpegHeader header = JpegHeader.parse(data, 0, data.length, limits.maxPixels());
      return jpeg.withSize(header.width(), header.height());
    } catch (JpegException e) {
      // The job says what is wrong with it, in the frame's own record.
      return jpeg;
    }
  }

  @Override
  public void close() {
    // Nothing is open between two pictures.
  }
}
