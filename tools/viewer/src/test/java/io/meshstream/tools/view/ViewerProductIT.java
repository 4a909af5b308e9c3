package io.meshstream.tools.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.TestingProduct;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The viewer by itself: an image of it need hold nothing else. */
class ViewerProductIT {

  @RegisterExtension private final TestingBroker broker = new TestingBroker();

  @TempDir private Path folder;

  @Test
  void needsNeitherARuntimeForModelsNorFFmpegNorFlinkNorABroker() throws Exception {
    assertThat(TestingProduct.libraries())
        .anyMatch(name -> name.startsWith("vertx-core-"))
        .noneMatch(
            name -> name.matches("(onnxruntime|ffmpeg|javac|flink|kafka_|kafka-metadata|scala).*"));
  }

  @Test
  void servesItsPageWithNothingElseOnItsClassPath() throws Exception {
    broker.create("frames");
    broker.create("landmarks");

    Process viewer =
        TestingProduct.start(folder, "view", "-b", broker.bootstrapServers(), "--port", "0");
    try (BufferedReader out = viewer.inputReader()) {
      String said = out.readLine();
      assertThat(said).startsWith("Viewer  http://127.0.0.1:");
      URI page = URI.create(said.substring("Viewer  ".length()));
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).contains("<title>");
    } finally {
      viewer.destroy();
      viewer.waitFor();
    }
  }
}
