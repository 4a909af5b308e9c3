package io.meshstream.tools.http;

import io.meshstream.tools.video.SourceException;
import java.io.IOException;
import java.util.Optional;

/** Takes pictures out of the body of an answer, on the thread that asked. Not thread-safe. */
interface PictureReader {

  /**
   * Waits for the next picture.
   *
   * @return its bytes as they came; empty at the end
   * @throws SourceException if there will be none although the body goes on
   */
  Optional<byte[]> next() throws IOException, SourceException;
}
