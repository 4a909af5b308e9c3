package io.meshstream.tools.view;

import io.meshstream.tools.console.CommandFailure;
import java.net.URI;
import java.util.Optional;

/**
 * Shows the frames and landmarks of all cameras on a web page, from the moment it is started.
 *
 * <p>Closing it ends the connections of all browsers. Thread-safe.
 */
public final class Viewer implements AutoCloseable {

  private final TopicReader reader;
  private final ViewServer server;

  private Viewer(TopicReader reader, ViewServer server) {
    this.reader = reader;
    this.server = server;
  }

  /**
   * Starts a viewer and waits until the page can be opened.
   *
   * @throws CommandFailure if the broker does not answer, a topic does not exist or the port is
   *     taken
   */
  public static Viewer start(ViewerSettings settings) {
    LiveFeed feed = new LiveFeed();
    TopicReader reader = TopicReader.open(settings, feed);
    try {
      ViewServer server = ViewServer.start(settings, feed);
      reader.start();
      return new Viewer(reader, server);
    } catch (RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  /** Returns where the page is. */
  public URI page() {
    return server.page();
  }

  /** Returns why nothing new is shown any more; empty as long as the topics can be read. */
  public Optional<Exception> failure() {
    return reader.failure();
  }

  @Override
  public void close() {
    reader.close();
    server.close();
  }
}
