package io.meshstream.tools.ledger;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.console.StopSignal;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.IsolationOption;
import io.meshstream.tools.topics.BrokerOptions;
import io.meshstream.tools.topics.TopicOptions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.common.IsolationLevel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Checks from two topics that every frame has exactly one record, and writes what is missing. */
@Command(
    name = "ledger",
    description = {
      "Check that every frame of a frames topic has exactly one landmarks record.",
      "Both topics are read up to where they end now. While frames still arrive, those that are"
          + " being worked on appear as missing: stop the cameras first, or use --wait or --watch.",
      "A record that is there twice is passed over, as after a failure with at-least-once; with"
          + " --isolation read_committed, which --repair takes by itself, it is an error."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:balanced; with --repair: afterwards; with --watch: when Ctrl-C ended it",
      "1:not balanced, or the topics cannot be read, or not be written",
      "2:the command line is wrong"
    })
public final class LedgerCommand implements Callable<Integer> {

  private final StopSignal stop;

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Mixin private TopicOptions topicOptions;

  @Mixin private IsolationOption isolation;

  @Option(names = "--camera", paramLabel = "ID", description = "Judge and show this camera only.")
  private String camera;

  @Option(
      names = "--wait",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description =
          "While frames have no record yet, wait this long for another one to arrive; with"
              + " --repair also for open transactions to end, a minute at least (default:"
              + " ${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "5",
      paramLabel = "SECONDS",
      description =
          "For a system at work: go on until Ctrl-C, and say every so many seconds (default:"
              + " ${FALLBACK-VALUE}) whether all frames that later ones of their partition have"
              + " overtaken have a record. With --json one object on a line each time.")
  private Integer watchSeconds;

  @Mixin private RepairOptions repairOptions;

  /** A command that watches until the signal is raised. */
  public LedgerCommand(StopSignal stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() throws InterruptedException {
    requireSense();
    TopicLedger topics =
        new TopicLedger(
            broker.clientConfig(),
            topicOptions.frames(),
            topicOptions.landmarks(),
            topicOptions.framesFormat(),
            isolation());
    PrintWriter out = spec.commandLine().getOut();
    if (watchSeconds != null) {
      stop.listen();
      return new LedgerWatching(topics, Duration.ofSeconds(watchSeconds), json, stop, out).run();
    }
    Optional<RepairReport> repair =
        repairOptions.isAskedFor()
            ? Optional.of(
                topics.repair(
                    repairOptions.request(
                        topicOptions.frames(),
                        topicOptions.landmarks(),
                        camera,
                        Duration.ofSeconds(waitSeconds))))
            : Optional.empty();
    LedgerReport report = chosen(topics.read(Duration.ofSeconds(waitSeconds)));
    if (json) {
      out.println(LedgerJson.of(report, repair));
    } else {
      repair.ifPresent(each -> RepairText.of(each).forEach(out::println));
      LedgerText.of(report).forEach(out::println);
    }
    out.flush();
    return report.isBalanced() ? 0 : 1;
  }

  private void requireSense() {
    Optional<String> misplaced = repairOptions.misplaced();
    require(
        misplaced.isEmpty(),
        "%s: given alone (expected: together with --repair)".formatted(misplaced.orElse("")));
    boolean repair = repairOptions.isAskedFor();
    require(
        !repair || isolation() != IsolationLevel.READ_UNCOMMITTED,
        "--isolation: read_uncommitted (expected: read_committed, with --repair)");
    require(
        watchSeconds == null || watchSeconds >= 1,
        "--watch: %d (expected: at least 1)".formatted(watchSeconds));
    require(
        watchSeconds == null || (!repair && waitSeconds == 0 && camera == null),
        "--watch: given with --repair, --wait or --camera (expected: without)");
  }

  private void require(boolean holds, String problem) {
    if (!holds) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }

  private IsolationLevel isolation() {
    return isolation.level(
        repairOptions.isAskedFor()
            ? IsolationLevel.READ_COMMITTED
            : IsolationLevel.READ_UNCOMMITTED);
  }

  private LedgerReport chosen(LedgerReport whole) {
    if (camera == null) {
      return whole;
    }
    CameraBalance chosen =
        whole.cameras().stream()
            .filter(each -> each.camera().equals(camera))
            .findFirst()
            .orElseThrow(() -> unknown(whole));
    return whole.of(chosen);
  }

  private CommandFailure unknown(LedgerReport whole) {
    CamerasSeen seen = new CamerasSeen();
    whole.cameras().forEach(each -> seen.add(each.camera()));
    return new CommandFailure(
        "camera: %s (expected: a camera with frames or records); cameras there: %s"
            .formatted(camera, seen));
  }
}
