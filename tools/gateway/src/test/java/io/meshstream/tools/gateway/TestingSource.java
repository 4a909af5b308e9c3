package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.video.SourceException;
import java.util.Optional;

/** A source that gives so many pictures, and then ends or fails. */
final class TestingSource implements FrameSource {

  private final String failure;

  private int left;
  private boolean closed;

  private TestingSource(int pictures, String failure) {
    this.left = pictures;
    this.failure = failure;
  }

  static TestingSource ending(int pictures) {
    return new TestingSource(pictures, null);
  }

  static TestingSource failing(int pictures, String failure) {
    return new TestingSource(pictures, failure);
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public Optional<CapturedPicture> next() throws SourceException {
    if (left > 0) {
      left--;
      return Optional.of(CapturedPicture.jpeg(new byte[] {1}).withRotation(180));
    }
    if (failure != null) {
      throw new SourceException(failure);
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    closed = true;
  }
}
