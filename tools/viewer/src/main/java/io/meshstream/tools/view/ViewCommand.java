package io.meshstream.tools.view;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.MissingRight;
import io.meshstream.tools.topics.TopicOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.acl.AclOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows on a web page what cameras see and what the job finds in it. */
@Command(
    name = "view",
    description = {
      "Show the cameras of a frames topic on a web page, live, with the landmarks found in them.",
      "It reads both topics from now on, changes nothing, and ends with Ctrl-C. Who can open the"
          + " page can see all cameras: it listens on this machine only, unless --host says"
          + " otherwise, and then asks for a token, which is part of the address that it prints."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:stopped",
      "1:the topics cannot be read or the port is taken",
      "2:the command line is wrong"
    })
final class ViewCommand implements Callable<Integer> {

  private static final Duration TICK = Duration.ofMillis(500);
  private static final int MAX_PORT = 65535;

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--events-topic",
      defaultValue = "camera-events",
      paramLabel = "TOPIC",
      description =
          "Topic of the events, which are shown beside a camera; it need not be there (default:"
              + " ${DEFAULT-VALUE}).")
  private String eventsTopic;

  @Option(
      names = "--port",
      defaultValue = "8088",
      paramLabel = "PORT",
      description = "Port of the page; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description = "Address to listen on; 0.0.0.0 for all (default: ${DEFAULT-VALUE}).")
  private String host;

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description =
          "Answer requests for this host name too, for instance that of a proxy before it; may be"
              + " given several times.")
  private List<String> allowedHosts = new ArrayList<>();

  @Mixin private TokenOptions tokenOptions;

  private final StopSignal stop;

  /**
   * Makes the command.
   *
   * @param stop ends it
   */
  ViewCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    ViewerSettings settings = settings();
    stop.listen();
    PrintWriter out = spec.commandLine().getOut();
    try (Viewer viewer = Viewer.start(settings)) {
      out.println("Viewer  " + address(settings, viewer));
      out.flush();
      while (!stop.await(TICK)) {
        requireReading(viewer.failure());
      }
    }
    return 0;
  }

  private String address(ViewerSettings settings, Viewer viewer) {
    if (settings.token().isEmpty()) {
      return viewer.page().toString();
    }
    return viewer.page()
        + "?token="
        + (tokenOptions.isToBeShown() ? settings.token().get().reveal() : "(that of --token-file)");
  }

  private ViewerSettings settings() {
    if (port < 0 || port > MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          "--port: %d (expected: 0 to %d); correct it".formatted(port, MAX_PORT));
    }
    List<String> names = new ArrayList<>(allowedHosts);
    names.add(host);
    return new ViewerSettings(
        broker.clientConfig(),
        topicOptions.frames(),
        topicOptions.landmarks(),
        eventsTopic,
        topicOptions.framesFormat(),
        host,
        port,
        Set.copyOf(names),
        tokenOptions.token(host));
  }

  private static void requireReading(Optional<Exception> failure) {
    failure.ifPresent(
        e -> {
          throw new CommandFailure(
              MissingRight.of(e, AclOperation.READ)
                  .orElseGet(
                      () ->
                          "Kafka: %s (expected: topics that can be read); see the log file"
                              .formatted(e.getMessage())),
              e);
        });
  }
}
