package io.meshstream.tools.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import java.awt.Color;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A camera that has signed its certificate itself, as nearly all do. */
class HttpsTest {

  private static final SourceLimits LIMITS = SourceLimits.within(Duration.ofSeconds(20));
  private static final byte[] JPEG = TestingJpegs.jpeg(Color.RED, false);

  @TempDir private static Path folder;

  private static ServerSocketFactory sockets;
  private static String fingerprint;

  @BeforeAll
  static void makeCertificate() throws Exception {
    Path keys = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "RSA",
                "-alias",
                "camera",
                "-dname",
                "CN=camera",
                "-keystore",
                keys.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "camera")
            .redirectErrorStream(true)
            .start();
    try (InputStream out = keytool.getInputStream()) {
      String said = new String(out.readAllBytes(), ISO_8859_1);
      assertThat(keytool.waitFor()).as("%s", said).isZero();
    }
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, "camera".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(store, "camera".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    sockets = context.getServerSocketFactory();
    byte[] hash =
        MessageDigest.getInstance("SHA-256").digest(store.getCertificate("camera").getEncoded());
    fingerprint = HexFormat.of().formatHex(hash);
  }

  @Test
  void isNotTrustedUnlessItIsKnown() throws Exception {
    try (TestingHttpServer camera = camera()) {
      assertThatThrownBy(() -> read(camera, CertificateRule.trusted()))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining(
              ": certificate "
                  + fingerprint
                  + " (expected: one that a known authority has signed for this host); check it, and"
                  + " set it as the camera's certificate if it is the camera's own");
      assertThatThrownBy(() -> read(camera, CertificateRule.parse("0".repeat(64))))
          .hasMessageContaining(
              ": certificate " + fingerprint + " (expected: " + "0".repeat(64) + ")");
      assertThat(camera.requests()).isEmpty();
    }
  }

  @Test
  void isReadWhereItIsKnownOrAnyWillDo() throws Exception {
    String withColons = fingerprint.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");
    for (String rule : new String[] {fingerprint, withColons, "any"}) {
      try (TestingHttpServer camera = camera()) {
        assertThat(read(camera, CertificateRule.parse(rule))).isEqualTo(JPEG);
      }
    }
  }

  private static TestingHttpServer camera() throws Exception {
    String head = "HTTP/1.0 200 OK\r\nContent-Type: image/jpeg\r\n\r\n";
    byte[] answer = TestingJpegs.join(head.getBytes(ISO_8859_1), JPEG);
    return new TestingHttpServer(sockets, false, request -> answer);
  }

  private static byte[] read(TestingHttpServer camera, CertificateRule rule) throws Exception {
    CameraUrl url = CameraUrl.parse("https://127.0.0.1:" + camera.port() + "/");
    try (HttpPictures pictures = HttpPictures.open(url, rule, LIMITS, warning -> {})) {
      return pictures.next().orElseThrow();
    }
  }
}
