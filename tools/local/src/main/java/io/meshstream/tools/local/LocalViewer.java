package io.meshstream.tools.local;

import io.meshstream.job.options.JobSettings;
import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.view.Viewer;
import io.meshstream.tools.view.ViewerSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The viewer of a local stack. One thread opens and closes it. */
final class LocalViewer implements AutoCloseable {

  private static final String HOST = "127.0.0.1";

  private final Viewer viewer;
  private final int wantedPort;

  private LocalViewer(Viewer viewer, int wantedPort) {
    this.viewer = viewer;
    this.wantedPort = wantedPort;
  }

  /**
   * Starts a viewer.
   *
   * @param port where to listen; if it is taken, or 0, on a free one
   */
  static LocalViewer start(LocalStack stack, int port) {
    JobSettings settings = stack.settings();
    Viewer viewer =
        Viewer.start(
            new ViewerSettings(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, stack.bootstrapServers()),
                settings.frames().topic(),
                settings.sink().landmarksTopic(),
                settings.events().topic(),
                FrameFormat.AVRO,
                HOST,
                isFree(port) ? port : 0,
                Set.of(),
                Optional.empty()));
    return new LocalViewer(viewer, port);
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  URI page() {
    return viewer.page();
  }

  /** Says where the page is, for people. */
  List<String> description() {
    List<String> lines = new ArrayList<>();
    lines.add("Viewer          " + viewer.page());
    if (wantedPort != 0 && viewer.page().getPort() != wantedPort) {
      lines.add("                (port %d is taken; see --view-port)".formatted(wantedPort));
    }
    return lines;
  }

  @Override
  public void close() {
    viewer.close();
  }
}
