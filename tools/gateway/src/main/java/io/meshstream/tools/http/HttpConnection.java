package io.meshstream.tools.http;

import io.meshstream.tools.http.HttpInput.CallEnd;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a server, plain or encrypted. Interrupting the thread that uses it closes it.
 *
 * <p>Not thread-safe.
 */
final class HttpConnection implements Closeable {

  private final HttpAddress server;

  /** A channel's, because reading from no other can be interrupted. */
  private final Socket transport;

  private final Socket socket;
  private final HttpInput in;

  private HttpConnection(HttpAddress server, Socket transport, Socket socket, HttpInput in) {
    this.server = server;
    this.transport = transport;
    this.socket = socket;
    this.in = in;
  }

  /**
   * Connects.
   *
   * @param end when every call is given up
   */
  static HttpConnection open(HttpAddress server, CertificateRule rule, CallEnd end)
      throws IOException {
    InetSocketAddress address = new InetSocketAddress(server.host(), server.port());
    if (address.isUnresolved()) {
      throw new UnknownHostException(server.host());
    }
    Socket transport = SocketChannel.open().socket();
    try {
      transport.connect(address, end.millisLeft());
      transport.setTcpNoDelay(true);
      Socket socket = server.tls() ? encrypted(transport, server, rule, end) : transport;
      return new HttpConnection(server, transport, socket, new HttpInput(socket, end));
    } catch (IOException | RuntimeException e) {
      transport.close();
      throw e;
    }
  }

  private static Socket encrypted(
      Socket transport, HttpAddress server, CertificateRule rule, CallEnd end) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            rule.sockets()
                .createSocket(transport, server.host(), server.port(), /* autoClose= */ true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(end.millisLeft());
    socket.startHandshake();
    return socket;
  }

  boolean leadsTo(HttpAddress address) {
    return server.hasSameServer(address);
  }

  void send(String head) throws IOException {
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  HttpInput in() {
    return in;
  }

  /** Says no farewell: a peer that no longer reads would hold it up. */
  @Override
  public void close() throws IOException {
    transport.close();
  }
}
