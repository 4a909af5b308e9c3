package io.meshstream.tools.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import javax.net.ServerSocketFactory;

/** A server that answers each request with bytes of a test's making. */
public final class TestingHttpServer implements AutoCloseable {

  /** Says that nothing is answered and the connection stays. */
  public static final byte[] SILENCE = {};

  private final ServerSocket socket;
  private final Function<String, byte[]> answers;
  private final boolean isPatient;
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> connections = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts a server.
   *
   * @param sockets what makes its socket
   * @param isPatient whether a connection stays for more requests
   * @param answers what is sent for a request: line, then headers
   */
  public TestingHttpServer(
      ServerSocketFactory sockets, boolean isPatient, Function<String, byte[]> answers)
      throws IOException {
    this.socket = sockets.createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    this.isPatient = isPatient;
    this.answers = answers;
    start(this::accept);
  }

  /** Answers one request a connection. */
  public static TestingHttpServer answering(Function<String, byte[]> answers) throws IOException {
    return new TestingHttpServer(ServerSocketFactory.getDefault(), false, answers);
  }

  /** Gives each request the same answer, and closes the connection. */
  public static TestingHttpServer answering(byte[] answer) throws IOException {
    return answering(request -> answer);
  }

  /** Where it listens. */
  public int port() {
    return socket.getLocalPort();
  }

  /** A URL of it. */
  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  /** What was asked so far. */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  /** How many connections there were. */
  public int connections() {
    return connections.size();
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "testing HTTP server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = socket.accept();
        connections.add(connection);
        start(() -> serve(connection));
      }
    } catch (IOException e) {
      // It was closed.
    }
  }

  private void serve(Socket connection) {
    try {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(connection.getInputStream(), ISO_8859_1));
      boolean more = true;
      while (more) {
        StringBuilder request = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.isEmpty()) {
          request.append(line).append('\n');
          line = in.readLine();
        }
        if (line == null) {
          break;
        }
        requests.add(request.toString());
        byte[] answer = answers.apply(request.toString());
        connection.getOutputStream().write(answer);
        connection.getOutputStream().flush();
        more = isPatient || answer == SILENCE;
      }
      connection.close();
    } catch (IOException e) {
      // The client has left.
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    for (Socket connection : List.copyOf(connections)) {
      connection.close();
    }
  }
}
