package io.meshstream.tools.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.meshstream.tools.Meshstream;
import io.meshstream.tools.broker.TestingBroker;
import io.meshstream.tools.console.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import picocli.CommandLine;

/** The command check, on a real broker. */
class CheckCommandIT {

  @RegisterExtension static final TestingBroker broker = new TestingBroker();

  private final StringWriter out = new StringWriter();

  @Test
  void showsEveryTopicOfTheJobAndWhatKeepsItFromRunning() {
    for (String topic : List.of("frames", "landmarks", "dead-letters", "camera-events")) {
      broker.create(topic);
    }

    assertThat(check("events.topic=camera-events")).isZero();
    assertThat(out.toString())
        .containsPattern("frames +2 +1 +delete")
        .containsPattern("landmarks +2 +1 +delete")
        .containsPattern("dead-letters +2 +1 +delete")
        .containsPattern("camera-events +2 +1 +delete")
        .contains("WARNING  events.topic: camera-events without a retention of its own")
        .contains("The job can run, problems: 0");

    assertThat(check("events.topic=no-such-topic")).isEqualTo(1);
    assertThat(out.toString())
        .containsPattern("PROBLEM  events.topic: .*no-such-topic")
        .contains("The job cannot run, problems: 1");
  }

  private int check(String option) {
    out.getBuffer().setLength(0);
    CommandLine line = Meshstream.commandLine(new StopSignal(), Optional.empty());
    line.setOut(new PrintWriter(out, true));
    return line.execute("check", "kafka.bootstrap-servers=" + broker.bootstrapServers(), option);
  }
}
