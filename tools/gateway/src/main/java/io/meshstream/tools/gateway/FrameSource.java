package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.video.SourceException;
import java.util.Optional;

/**
 * An open camera: gives pictures, one after another, when its {@link Pace} lets it.
 *
 * <p>Not thread-safe. Interrupting its thread ends a call at once.
 */
interface FrameSource extends AutoCloseable {

  /**
   * Waits for the next picture.
   *
   * @return valid until the next call; empty at the end
   * @throws SourceException if there will be no more
   */
  Optional<CapturedPicture> next() throws SourceException, InterruptedException;

  @Override
  void close();
}
