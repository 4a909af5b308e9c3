package io.meshstream.tools.http;

import io.meshstream.tools.http.HttpInput.CallEnd;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * Asks a camera for its pictures: follows redirections, logs in when asked to, and keeps the
 * connection for the next question where the camera allows it. Interrupting its thread ends a call
 * at once.
 *
 * <p>Java's own clients are not used because they refuse what cameras send: white space before the
 * colon of a header, an empty {@code Content-Length}, the status line of Shoutcast; nor do they
 * take host names with underscores, or end a read at a given moment.
 *
 * <p>Not thread-safe.
 */
final class HttpCamera implements AutoCloseable {

  private static final int MAX_REDIRECTIONS = 8;
  private static final int UNAUTHORIZED = 401;

  /** As much of an address as tells where it leads. */
  private static final int MAX_SHOWN = 200;

  private final CameraUrl url;
  private final CertificateRule certificate;
  private final SourceLimits limits;
  private final CallEnd end = new CallEnd();

  private HttpAddress address;
  private HttpConnection connection;
  private HttpAnswer answer;

  HttpCamera(CameraUrl url, CertificateRule certificate, SourceLimits limits) {
    this.url = url;
    this.certificate = certificate;
    this.limits = limits;
  }

  /** What a call does on the connection. */
  interface Call<T> {

    T get() throws IOException, SourceException, InterruptedException;
  }

  /**
   * Calls within the time that the camera has for an answer or a picture.
   *
   * @throws SourceException if it fails, or the time is over
   */
  <T> T inTime(Call<T> call) throws SourceException, InterruptedException {
    end.setIn(limits.answerTime().toNanos());
    try {
      return call.get();
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      throw failure(e);
    }
  }

  private SourceException failure(IOException e) {
    String text;
    if (e instanceof SocketTimeoutException) {
      text =
          "no answer (expected: one within %d ms); see that it works"
              .formatted(limits.answerTime().toMillis());
    } else if (e instanceof UnknownHostException) {
      text = "no such host (expected: one that this machine can look up); correct the url";
    } else if (e instanceof ConnectException) {
      text = words(e) + " (expected: a camera that listens); see that it is there and works";
    } else if (e instanceof SSLException) {
      text = certificateProblem(e);
    } else {
      text = words(e) + " (expected: pictures over HTTP); see that it is there and works";
    }
    return new SourceException(url + ": " + text, e);
  }

  private static String certificateProblem(IOException e) {
    Throwable cause = e.getCause();
    return cause instanceof CertificateException
        ? "certificate " + cause.getMessage()
        : words(e) + " (expected: an encrypted connection); see that it takes https";
  }

  private static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /**
   * Asks once, in time.
   *
   * @return what the camera answers if it agrees; valid until the next question
   * @throws SourceException with the camera's words if it does not
   */
  HttpAnswer ask() throws SourceException, InterruptedException {
    return inTime(
        () -> {
          address = parsed();
          HttpHead head = question();
          for (int i = 0; isRedirection(head); i++) {
            if (i == MAX_REDIRECTIONS) {
              throw new SourceException(
                  "%s: more than %d redirections (expected: a stream or a picture)"
                      .formatted(url, MAX_REDIRECTIONS));
            }
            address = redirected(head.value("location").orElseThrow());
            disconnect();
            head = question();
          }
          requireAgreement(head);
          answer = HttpAnswer.of(head, connection.in());
          return answer;
        });
  }

  private HttpAddress parsed() throws SourceException {
    try {
      HttpAddress parsed = HttpAddress.parse(url.address());
      // What was learned about logging in there stays true.
      return address != null && address.hasSameServer(parsed) && address.login().isPresent()
          ? new HttpAddress(
              parsed.tls(), parsed.host(), parsed.port(), parsed.target(), address.login())
          : parsed;
    } catch (IllegalArgumentException e) {
      throw new SourceException("%s (expected: %s)".formatted(url, e.getMessage()), e);
    }
  }

  private HttpAddress redirected(String location) throws SourceException {
    try {
      return address.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new SourceException(
          "%s: a redirection to %s (expected: %s)"
              .formatted(url, CameraUrl.withoutSecrets(shown(location)), e.getMessage()),
          e);
    }
  }

  private static String shown(String location) {
    String line = location.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN) + "...";
  }

  private static boolean isRedirection(HttpHead head) {
    return switch (head.status()) {
      case 301, 302, 303, 307, 308 -> head.value("location").isPresent();
      default -> false;
    };
  }

  /** Asks the address, a second time if the camera wants to know who asks. */
  private HttpHead question() throws IOException {
    HttpHead head = exchange();
    if (head.status() == UNAUTHORIZED
        && address.login().isPresent()
        && address.login().get().challenge(head.values("www-authenticate"))) {
      disconnect();
      head = exchange();
    }
    return head;
  }

  private HttpHead exchange() throws IOException {
    if (isKept()) {
      try {
        return exchangeOnConnection();
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        // The camera may close what it let stay open at any time.
        if (Thread.currentThread().isInterrupted()) {
          throw e;
        }
      }
    }
    disconnect();
    connection = HttpConnection.open(address, certificate, end);
    return exchangeOnConnection();
  }

  private boolean isKept() throws IOException {
    HttpAnswer before = answer;
    answer = null;
    return connection != null && before != null && connection.leadsTo(address) && before.finish();
  }

  private HttpHead exchangeOnConnection() throws IOException {
    connection.send(request());
    return HttpHead.read(connection.in());
  }

  private String request() {
    StringBuilder request = new StringBuilder();
    request.append("GET ").append(address.target()).append(" HTTP/1.1\r\n");
    request.append("Host: ").append(address.hostHeader()).append("\r\n");
    request.append("User-Agent: meshstream\r\nAccept: */*\r\n");
    Optional<HttpLogin> login = address.login();
    login
        .flatMap(who -> who.authorization("GET", address.target()))
        .ifPresent(value -> request.append("Authorization: ").append(value).append("\r\n"));
    return request.append("\r\n").toString();
  }

  private void requireAgreement(HttpHead head) throws SourceException {
    int status = head.status();
    if (status >= 200 && status < 300) {
      return;
    }
    String words = (status + " " + head.reason()).strip().replaceAll("[^ -~]", "?");
    String remedy =
        switch (status) {
          case UNAUTHORIZED, 403 -> "user and password in the url";
          case 404, 410 -> "the path in the url";
          default -> "that it is there and works";
        };
    throw new SourceException("%s: %s (expected: 200 OK); see %s".formatted(url, words, remedy));
  }

  private void disconnect() throws IOException {
    HttpConnection last = connection;
    connection = null;
    answer = null;
    if (last != null) {
      last.close();
    }
  }

  @Override
  public void close() {
    try {
      disconnect();
    } catch (IOException e) {
      // It is not needed any more.
    }
  }
}
