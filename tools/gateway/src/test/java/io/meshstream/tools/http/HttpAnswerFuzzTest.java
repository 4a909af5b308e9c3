package io.meshstream.tools.http;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes whatever a fuzzer comes up with for the answer of a camera: it is one or is refused, and
 * what a camera asks or where it leads is answered without breaking out of a header's line or
 * giving a password to another host.
 */
class HttpAnswerFuzzTest {

  private static final String PASSWORD = "secret-word";

  static Stream<byte[]> seeds() {
    return Stream.of(
            "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=\"--f\"\r\n\r\n--f\r\n",
            "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;x\r\nabcde\r\n0\r\nA: b\r\n\r\n",
            "HTTP/1.1 200\r\nContent-Length: 3\r\nConnection: close\r\n\r\nGIF89a",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\", Digest realm=\"r\\\"x\","
                + " nonce=\"n\", qop=\"auth,auth-int\", algorithm=SHA-256, opaque=o\r\n\r\n",
            "HTTP/1.1 401 No\r\nWWW-Authenticate: Digest\r\n realm=r, nonce=n, algorithm=MD5-sess"
                + "\r\n\r\n",
            "HTTP/1.1 302 Found\r\nLocation: //other:81/a/../b?c#d\r\n\r\n",
            "HTTP/1.1 307 Found\r\nLocation: https://cam/?x\r\n\r\n",
            "ICY 200 OK\r\n\r\nnothing")
        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Takes all that a server sends. */
  @MethodSource("seeds")
  @FuzzTest(maxDuration = "10m")
  void anyAnswerIsTakenOrRefused(byte[] sent) {
    HttpInput.CallEnd end = new HttpInput.CallEnd();
    end.setIn(Duration.ofHours(1).toNanos());
    try (AnswerSocket socket = new AnswerSocket(sent)) {
      HttpInput in = new HttpInput(socket, end);
      HttpHead head = HttpHead.read(in);
      checkLogin(head);
      checkRedirection(head);
      read(HttpAnswer.of(head, in), sent.length);
    } catch (IOException refused) {
      if (refused.getMessage() == null) {
        throw new AssertionError("refused without a word", refused);
      }
    }
  }

  private static void read(HttpAnswer answer, int most) throws IOException {
    boolean known = List.of(HttpAnswer.Content.values()).contains(answer.content());
    boolean oneLine = answer.contentType().chars().noneMatch(Character::isISOControl);
    if (!known || !oneLine || answer.boundary().equals(Optional.of("\n"))) {
      throw new AssertionError("no text for messages: " + answer.contentType());
    }
    int length = answer.body().readAllBytes().length;
    if (length > most) {
      throw new AssertionError("%d bytes of %d".formatted(length, most));
    }
    answer.finish();
  }

  private static void checkLogin(HttpHead head) {
    HttpLogin login = new HttpLogin("me", PASSWORD);
    if (login.challenge(head.values("www-authenticate"))) {
      String answer = login.authorization("GET", "/x").orElseThrow();
      if (answer.indexOf('\n') >= 0 || answer.contains(PASSWORD)) {
        throw new AssertionError("not to be sent: " + answer);
      }
    }
  }

  private static void checkRedirection(HttpHead head) {
    Optional<String> location = head.value("location");
    if (location.isEmpty()) {
      return;
    }
    HttpAddress from = HttpAddress.parse("https://me:" + PASSWORD + "@cam:444/a/b?c");
    HttpAddress to;
    try {
      to = from.resolve(location.get());
    } catch (IllegalArgumentException refused) {
      return;
    }
    boolean isOneWord = to.target().chars().allMatch(each -> each > ' ' && each < 0x7f);
    boolean isHost = to.hostHeader().chars().noneMatch(each -> each == '\n');
    if (!isOneWord || !to.target().startsWith("/") || !isHost) {
      throw new AssertionError("not to be asked for: " + to);
    }
    boolean knowsWho = to.login().flatMap(who -> authorization(who)).equals(authorization(from));
    if (knowsWho && !(to.tls() && to.host().equalsIgnoreCase("cam"))) {
      throw new AssertionError("a password for " + to);
    }
  }

  private static Optional<String> authorization(HttpAddress address) {
    return address.login().flatMap(HttpAnswerFuzzTest::authorization);
  }

  private static Optional<String> authorization(HttpLogin login) {
    return login.challenge(List.of("Basic")) ? login.authorization("GET", "/") : Optional.empty();
  }
}
