package io.meshstream.tools.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("StringConcatToTextBlock") // Which line ends there are matters here.
class HttpPicturesTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(20));
  private static final List<byte[]> JPEGS = TestingJpegs.some(6);
  private static final byte[] JPEG = JPEGS.get(0);
  private static final byte[] PNG = join("\u0089PNG\r\n\u001a\n", new byte[40]);

  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n",
        "HTTP/1.0 200 OK\nContent-Type: multipart/x-mixed-replace; boundary=frame\n\n",
        "HTTP/1.1 200\r\ncontent-type:multipart/x-mixed-replace;boundary=\"frame\"\r\n\r\n",
        "ICY 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=--frame\r\n\r\n",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nExpires : -1\r\nnonsense\r\n"
            + "Content-Type: multipart/x-mixed-replace;\r\n boundary=frame\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: 0\r\nContent-Type: Multipart/Mixed\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Length: \r\nContent-Type: multipart/mixed, boundary=x\r\n\r\n",
        "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n",
        "HTTP/1.0 200 OK\r\n\r\n"
      })
  void readsStreamsBehindHeadsOfAllKinds(String head) throws Exception {
    byte[] parts = new byte[0];
    for (byte[] jpeg : JPEGS) {
      parts = join(parts, "--frame\r\nContent-Type: image/jpeg\r\n\r\n", jpeg, "\r\n");
    }
    try (TestingHttpServer server = TestingHttpServer.answering(join(head, parts));
        HttpPictures pictures = open(server.url("/video"))) {
      assertThat(readAll(pictures)).usingElementComparator(Arrays::compare).isEqualTo(JPEGS);
      assertThat(pictures.wasSnapshot()).isFalse();
      assertThat(server.requests().get(0))
          .startsWith("GET /video HTTP/1.1\nHost: 127.0.0.1:" + server.port() + "\n")
          .doesNotContain("Authorization");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image/jpeg",
        "video/x-motion-jpeg",
        "video/x-mjpeg",
        "application/octet-stream",
        "text/plain",
        ""
      })
  void readsJpegsOneAfterAnother(String type) throws Exception {
    byte[] body = join(JPEGS.toArray());
    try (TestingHttpServer server =
            TestingHttpServer.answering(
                join("HTTP/1.0 200 OK\r\nContent-Type: " + type + "\r\n\r\n", body));
        HttpPictures pictures = open(server.url("/"))) {
      assertThat(readAll(pictures)).usingElementComparator(Arrays::compare).isEqualTo(JPEGS);
      assertThat(pictures.wasSnapshot()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100, 100_000})
  void readsChunks(int size) throws Exception {
    byte[] body = new byte[0];
    for (byte[] jpeg : JPEGS) {
      body = join(body, "--frame\r\n\r\n", jpeg, "\r\n");
    }
    String head =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
            + "Content-Type: multipart/x-mixed-replace; boundary=frame\r\n\r\n";
    try (TestingHttpServer server = TestingHttpServer.answering(join(head, chunks(body, size)));
        HttpPictures pictures = open(server.url("/"))) {
      assertThat(readAll(pictures)).usingElementComparator(Arrays::compare).isEqualTo(JPEGS);
    }
  }

  @Test
  void aSnapshotIsAskedForAgainOnTheSameConnection() throws Exception {
    List<byte[]> answers =
        List.of(
            snapshot("image/jpeg", JPEGS.get(0)),
            join(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: image/jpg\r\n\r\n",
                chunks(JPEGS.get(1), 300)),
            snapshot("image/png", PNG),
            snapshot("", JPEGS.get(2)));
    List<byte[]> left = new ArrayList<>(answers);
    try (TestingHttpServer server =
            new TestingHttpServer(
                ServerSocketFactory.getDefault(), true, request -> left.remove(0));
        HttpPictures pictures = open(server.url("/snapshot.jpg"))) {
      List<byte[]> all = new ArrayList<>(readAll(pictures));
      for (int i = 1; i < answers.size(); i++) {
        assertThat(pictures.wasSnapshot()).isTrue();
        pictures.askAgain();
        all.addAll(readAll(pictures));
      }

      assertThat(all)
          .usingElementComparator(Arrays::compare)
          .containsExactly(JPEGS.get(0), JPEGS.get(1), PNG, JPEGS.get(2));
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void aSnapshotIsAskedForAgainOnANewConnectionWhereTheCameraClosesIt() throws Exception {
    try (TestingHttpServer server = TestingHttpServer.answering(snapshot("image/jpeg", JPEG));
        HttpPictures pictures = open(server.url("/"))) {
      assertThat(readAll(pictures)).hasSize(1);
      pictures.askAgain();
      assertThat(readAll(pictures)).hasSize(1);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void whatTheStatedLengthOfASnapshotHoldsBehindThePictureBelongsToIt() throws Exception {
    byte[] padded = join(JPEG, "\0\0\0");
    try (TestingHttpServer server = TestingHttpServer.answering(snapshot("image/jpeg", padded));
        HttpPictures pictures = open(server.url("/"))) {
      assertThat(readAll(pictures)).usingElementComparator(Arrays::compare).containsExactly(padded);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html | <html>Log in</html> | a page or text, text/html",
        "application/json | {\"error\": 1} | a page or text, application/json",
        "application/vnd.apple.mpegurl | #EXTM3U | a playlist, which is not read",
        "image/webp | RIFF1234WEBP | image/webp",
        "application/octet-stream | GIF89a123 | application/octet-stream",
        "image/jpeg | '' | an empty answer"
      })
  void saysWhatIsNoPicture(String type, String body, String what) throws Exception {
    byte[] answer = snapshot(type, body.getBytes(ISO_8859_1));
    try (TestingHttpServer server = TestingHttpServer.answering(answer)) {
      String url = server.url("/");

      assertThatThrownBy(() -> open(url))
          .isInstanceOf(SourceException.class)
          .hasMessageStartingWith(url + ": " + what + " (expected: a stream of JPEGs, ");
    }
  }

  @Test
  void leavesVideosToOthers() throws Exception {
    byte[] answer = snapshot("video/mp2t", join("G", new byte[187]));
    try (TestingHttpServer server = TestingHttpServer.answering(answer);
        HttpPictures pictures = open(server.url("/"))) {
      assertThat(pictures.isPerhapsVideo()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401 Unauthorized, user and password in the url",
    "404 Not Found, the path in the url",
    "503 Busy, that it is there and works"
  })
  void saysWhatTheCameraSays(String status, String remedy) throws Exception {
    try (TestingHttpServer server =
        TestingHttpServer.answering(("HTTP/1.1 " + status + "\r\n\r\n").getBytes(ISO_8859_1))) {
      String url = server.url("/");

      assertThatThrownBy(() -> open(url))
          .hasMessage(url + ": " + status + " (expected: 200 OK); see " + remedy);
    }
  }

  @Test
  void logsInWhenAsked() throws Exception {
    byte[] challenge =
        join("HTTP/1.1 401 No\r\nWWW-Authenticate: Digest realm=\"c\", nonce=\"n\"\r\n\r\n");
    try (TestingHttpServer server =
            TestingHttpServer.answering(
                request ->
                    request.contains("\nAuthorization: Digest username=\"me\"")
                        ? snapshot("image/jpeg", JPEG)
                        : challenge);
        HttpPictures pictures = open("http://me:pw@127.0.0.1:" + server.port() + "/x")) {
      assertThat(readAll(pictures)).hasSize(1);
      pictures.askAgain();
      // What was learned is used from then on.
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws Exception {
    byte[] challenge = join("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"c\"\r\n\r\n");
    try (TestingHttpServer server = TestingHttpServer.answering(challenge)) {
      String url = "http://me:pw@127.0.0.1:" + server.port() + "/";

      assertThatThrownBy(() -> open(url))
          .hasMessageStartingWith("http://me:***@127.0.0.1:")
          .hasMessageContaining(": 401 No (expected: 200 OK)");
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void followsRedirectionsAndTakesNoPasswordToAnotherHost() throws Exception {
    byte[] challenge = join("HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"c\"\r\n\r\n");
    try (TestingHttpServer other = TestingHttpServer.answering(challenge)) {
      String elsewhere = "http://localhost:" + other.port() + "/steal";
      try (TestingHttpServer server =
          TestingHttpServer.answering(
              request ->
                  request.startsWith("GET /a ")
                      ? join("HTTP/1.1 302 Found\r\nLocation: b\r\n\r\n")
                      : join("HTTP/1.1 301 Moved\r\nLocation: " + elsewhere + "\r\n\r\n"))) {
        assertThatThrownBy(() -> open("http://me:pw@127.0.0.1:" + server.port() + "/a"))
            .hasMessageContaining("401 No");
        assertThat(server.requests()).hasSize(2);
        assertThat(other.requests())
            .singleElement()
            .satisfies(request -> assertThat(request).doesNotContain("Authorization"));
      }
    }
  }

  @Test
  void aHeadOfAnyLengthCostsLittleAndIsSaidInFewWords() throws Exception {
    String line = "X: " + "pass".repeat(2000) + "\r\n";
    try (TestingHttpServer server =
        TestingHttpServer.answering(join("HTTP/1.1 200 OK\r\n" + line.repeat(10) + "\r\n"))) {
      assertThatThrownBy(() -> open(server.url("/"))).hasMessageContaining("headers without end");
    }
    String away = "HTTP/1.1 302 Found\r\nLocation: ftp://" + "pass".repeat(2000) + "\r\n\r\n";
    try (TestingHttpServer server = TestingHttpServer.answering(join(away))) {
      assertThatThrownBy(() -> open(server.url("/")))
          .hasMessageContaining("a redirection to ftp://passpass")
          .extracting(Throwable::getMessage)
          .satisfies(message -> assertThat(message).hasSizeLessThan(500));
    }
  }

  @Test
  void endsRedirectionsInCircles() throws Exception {
    try (TestingHttpServer server =
        TestingHttpServer.answering(join("HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"))) {
      assertThatThrownBy(() -> open(server.url("/")))
          .hasMessageContaining(": more than 8 redirections ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "hello\r\n\r\n", "HTTP/1.1 abc\r\n\r\n", "HTTP/1.1 200 OK\r\nA: b\r\n"})
  void saysThatThereIsNoAnswerOfHttp(String answer) throws Exception {
    byte[] bytes = (answer + " ").strip().getBytes(ISO_8859_1);
    try (TestingHttpServer server = TestingHttpServer.answering(request -> bytes.clone())) {
      assertThatThrownBy(() -> open(server.url("/")))
          .isInstanceOf(SourceException.class)
          .hasMessageEndingWith(" (expected: pictures over HTTP); see that it is there and works");
    }
  }

  @Test
  void endlessHeadersAreGivenUp() throws Exception {
    byte[] endless = join("HTTP/1.1 200 OK\r\n" + "A: b\r\n".repeat(10_000));
    byte[] wide = join("HTTP/1.1 200 OK\r\nA: " + "b".repeat(100_000));
    for (byte[] answer : List.of(endless, wide)) {
      try (TestingHttpServer server = TestingHttpServer.answering(answer)) {
        assertThatThrownBy(() -> open(server.url("/"))).isInstanceOf(SourceException.class);
      }
    }
  }

  @Test
  void aCameraThatSaysNothingIsGivenUpInTime() throws Exception {
    SourceLimits soon = SourceLimits.within(Duration.ofMillis(300));
    byte[] part = join("HTTP/1.0 200 OK\r\nContent-Type: image/jpeg\r\n\r\n", JPEG);
    for (byte[] answer : List.of(new byte[0], Arrays.copyOf(part, 100))) {
      try (TestingHttpServer server =
          new TestingHttpServer(ServerSocketFactory.getDefault(), true, request -> answer)) {
        String url = server.url("/");

        assertThatThrownBy(
                () -> {
                  try (HttpPictures pictures =
                      HttpPictures.open(
                          CameraUrl.parse(url), CertificateRule.trusted(), soon, warnings::add)) {
                    pictures.next();
                  }
                })
            .hasMessage(url + ": no answer (expected: one within 300 ms); see that it works");
      }
    }
  }

  @Test
  void anInterruptionEndsACallAtOnce() throws Exception {
    try (TestingHttpServer server =
        TestingHttpServer.answering(request -> TestingHttpServer.SILENCE)) {
      FutureTask<HttpPictures> call = new FutureTask<>(() -> open(server.url("/")));
      Thread thread = new Thread(call);
      thread.start();
      while (server.requests().isEmpty()) {
        Thread.onSpinWait();
      }

      thread.interrupt();

      assertThatThrownBy(call::get).hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private HttpPictures open(String url) throws Exception {
    return HttpPictures.open(
        CameraUrl.parse(url), CertificateRule.trusted(), LIMITS, warnings::add);
  }

  private static List<byte[]> readAll(HttpPictures pictures) throws Exception {
    List<byte[]> all = new ArrayList<>();
    for (Optional<byte[]> next = pictures.next(); next.isPresent(); next = pictures.next()) {
      all.add(next.get());
    }
    return all;
  }

  private static byte[] snapshot(String type, byte[] body) {
    return join(
        "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length,
        "\r\n\r\n",
        body);
  }

  private static byte[] chunks(byte[] body, int size) {
    ByteArrayOutputStream chunks = new ByteArrayOutputStream();
    for (int from = 0; from < body.length; from += size) {
      byte[] chunk = Arrays.copyOfRange(body, from, Math.min(body.length, from + size));
      chunks.writeBytes(join("%X; x=y\r\n".formatted(chunk.length), chunk, "\r\n"));
    }
    return join(chunks.toByteArray(), "0\r\nTrailer: x\r\n\r\n");
  }

  private static byte[] join(Object... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (Object part : parts) {
      all.writeBytes(part instanceof byte[] bytes ? bytes : ((String) part).getBytes(ISO_8859_1));
    }
    return all.toByteArray();
  }
}
