package io.meshstream.tools.events;

import static io.meshstream.schemas.testing.TestingEvents.event;
import static io.meshstream.schemas.testing.TestingEvents.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.meshstream.schemas.EventKind;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;

class EventsCommandIT {

  @RegisterExtension static final TestingBroker topics = new TestingBroker();

  private final StopSignal stop = new StopSignal();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private String topic;

  @BeforeEach
  void createTopic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
    topics.create(topic);
  }

  @Test
  void printsWhatIsThereOnceAndEnds() throws Exception {
    send("a", EventKind.STARTED, 0);
    send("b", EventKind.STARTED, 0);
    send("a", EventKind.STALLED, 7);
    send("a", EventKind.STALLED, 7);

    assertThat(events("--camera", "a")).isZero();

    assertThat(lines()).containsExactly("a  3/0  STARTED", "a  3/7  STALLED");
  }

  @Test
  void printsOnlyTheKindsAskedFor() throws Exception {
    send("a", EventKind.STARTED, 0);
    send("a", EventKind.FACE_ENTERED, 1);
    send("a", EventKind.STALLED, 7);

    assertThat(events("--kind", "stalled", "--kind", "face-entered", "--json")).isZero();

    List<String> kinds = new ArrayList<>();
    for (String line : out.toString().lines().toList()) {
      JsonNode event = new ObjectMapper().readTree(line);
      assertThat(event.get("cameraId").asText()).isEqualTo("a");
      kinds.add(event.get("kind").asText());
    }
    assertThat(kinds).containsExactly("FACE_ENTERED", "STALLED");
  }

  @Test
  void goesOnWithWhatComesUntilItIsToldToStop() throws Exception {
    send("a", EventKind.STARTED, 0);
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> events("--follow"));
      awaitText(exitCode, "STARTED");
      send("a", EventKind.STALLED, 7);
      awaitText(exitCode, "STALLED");
      stop.raise();

      assertThat(exitCode.get(60, TimeUnit.SECONDS)).isZero();
      assertThat(lines()).containsExactly("a  3/0  STARTED", "a  3/7  STALLED");
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void leavesOutWhatWasThereIfOnlyNewEventsAreWanted() throws Exception {
    send("a", EventKind.STARTED, 0);
    ExecutorService commands = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> exitCode = commands.submit(() -> events("--follow", "--new", "--limit", "1"));
      for (long sequence = 1; !exitCode.isDone(); sequence++) {
        send("a", EventKind.RESUMED, sequence);
      }

      assertThat(exitCode.get()).isZero();
      assertThat(lines()).hasSize(1).allMatch(line -> line.endsWith("RESUMED"));
    } finally {
      commands.shutdownNow();
    }
  }

  @Test
  void goesOnAfterWhatIsNotAnEvent() throws Exception {
    topics.send(topic, "a", new byte[] {1, 2, 3});
    send("a", EventKind.STARTED, 0);

    assertThat(events()).isZero();

    assertThat(lines()).containsExactly("a  3/0  STARTED");
    assertThat(err.toString()).startsWith("event: " + topic + " partition ").hasLineCount(1);
  }

  @Test
  void saysWhichCamerasThereAreIfTheOneAskedForHasNoEvent() throws Exception {
    send("cam-01", EventKind.STARTED, 0);

    assertThat(events("--camera", "cam1")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("events: camera: cam1 (expected: a camera with events); cameras there: cam-01");
  }

  @Test
  void refusesWhatMakesNoSense() {
    assertThat(events("--limit", "0")).isEqualTo(2);
    assertThat(events("--new")).isEqualTo(2);
    assertThat(events("--kind", "gone")).isEqualTo(2);
    assertThat(err.toString())
        .contains("--new: given alone (expected: together with --follow)")
        .contains("'gone' (expected: started or stalled or ");
  }

  private void awaitText(Future<Integer> exitCode, String text) {
    while (!out.toString().contains(text)) {
      assertThat(exitCode.isDone()).as("%s", err).isFalse();
      Thread.onSpinWait();
    }
  }

  private void send(String camera, EventKind kind, long sequence) throws Exception {
    topics.send(topic, camera, message(event(camera, kind, sequence)));
  }

  /** What was printed, without times. */
  private List<String> lines() {
    return out.toString().lines().map(line -> line.replaceAll("^\\S+ +", "")).toList();
  }

  private int events(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("-b", topics.bootstrapServers(), "--events-topic", topic));
    try {
      return TestingCommandLine.of(new EventsCommand(stop), out, err)
          .execute(all.toArray(String[]::new));
    } finally {
      // Until then the virtual machine of the tests would not end.
      stop.end();
    }
  }
}
