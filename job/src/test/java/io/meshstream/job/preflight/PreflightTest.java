package io.meshstream.job.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.meshstream.job.options.InvalidOptionsException;
import io.meshstream.job.options.JobSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreflightTest {

  @Test
  void aBrokerThatDoesNotAnswerIsNamed() throws IOException {
    String address = "localhost:" + unusedPort();

    InvalidOptionsException thrown = check("--kafka.bootstrap-servers=" + address);

    assertThat(thrown.problems())
        .containsExactly(
            "kafka.bootstrap-servers: "
                + address
                + " (expected: a broker that answers within 1 s); start it, or correct the address");
  }

  @Test
  void aClientPropertyThatKafkaRefusesIsReported() {
    InvalidOptionsException thrown = check("--kafka.properties.security.protocol=NONE");

    assertThat(thrown.problems()).singleElement().asString().contains("security.protocol");
  }

  private static InvalidOptionsException check(String option) {
    JobSettings settings = JobSettings.from(new String[] {option}, Map.of());
    return catchThrowableOfType(
        InvalidOptionsException.class,
        () -> new Preflight(settings, Duration.ofSeconds(1)).check());
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
