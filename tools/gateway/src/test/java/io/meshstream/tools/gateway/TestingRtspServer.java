package io.meshstream.tools.gateway;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real RTSP server, GStreamer's, in a process of its own. */
final class TestingRtspServer implements AutoCloseable {

  /** Not the first one on the path: Debian's packages are for Debian's Python. */
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  private static final String PACKAGES =
      "python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad";

  private final Process process;
  private final int port;

  private TestingRtspServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a server, or skips the test where there is none.
   *
   * @param folder where to put its script
   * @param port where to listen; 0 takes a free one
   */
  static TestingRtspServer start(Path folder, int port) throws IOException {
    if (!Files.isExecutable(PYTHON)) {
      return skip(PYTHON + " is not there");
    }
    Path script = folder.resolve("rtsp_server.py");
    try (InputStream in = TestingRtspServer.class.getResourceAsStream("rtsp_server.py")) {
      Files.write(script, in.readAllBytes());
    }
    Process process =
        new ProcessBuilder(PYTHON.toString(), script.toString(), Integer.toString(port))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    // Not to be closed: it is the server's.
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String line = out.readLine();
    if (line == null || line.startsWith("unavailable")) {
      process.destroyForcibly();
      return skip(String.valueOf(line));
    }
    return new TestingRtspServer(process, Integer.parseInt(line.substring("ready ".length())));
  }

  private static TestingRtspServer skip(String why) {
    return abort(
        "RTSP server: %s (expected: GStreamer's); apt-get install %s".formatted(why, PACKAGES));
  }

  int port() {
    return port;
  }

  String url(String path) {
    return "rtsp://127.0.0.1:" + port + path;
  }

  /** Pulls the plug. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
