package io.meshstream.tools.ledger;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.reading.CamerasSeen;
import io.meshstream.tools.reading.IsolationConverter;
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
          + " being worked on appear as missing: stop the cameras first, or use --wait."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:balanced, with --repair: afterwards",
      "1:not balanced, or the topics cannot be read, or not be written",
      "2:the command line is wrong"
    })
public final class LedgerCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private BrokerOptions broker;

  @Mixin private TopicOptions topicOptions;

  @Option(
      names = "--isolation",
      converter = IsolationConverter.class,
      paramLabel = "LEVEL",
      description =
          "Which landmarks count: read_uncommitted, all, duplicates are removed; read_committed,"
              + " those of finished transactions, a duplicate is an error (default:"
              + " read_uncommitted; with --repair read_committed).")
  private IsolationLevel isolation;

  @Option(names = "--camera", paramLabel = "ID", description = "Judge and show this camera only.")
  private String camera;

  @Option(
      names = "--wait",
      defaultValue = "0",
      paramLabel = "SECONDS",
      description =
          "While frames have no record yet, wait this long for another one to arrive (default:"
              + " ${DEFAULT-VALUE}).")
  private int waitSeconds;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Mixin private RepairOptions repairOptions;

  @Override
  public Integer call() {
    repairOptions
        .misplaced()
        .ifPresent(
            option -> {
              throw wrong("%s: given alone (expected: together with --repair)".formatted(option));
            });
    if (repairOptions.isAskedFor() && isolation == IsolationLevel.READ_UNCOMMITTED) {
      throw wrong("--isolation: read_uncommitted (expected: read_committed, with --repair)");
    }
    TopicLedger topics =
        new TopicLedger(
            broker.clientConfig(),
            topicOptions.frames(),
            topicOptions.landmarks(),
            topicOptions.framesFormat(),
            isolation());
    Optional<RepairReport> repair =
        repairOptions.isAskedFor()
            ? Optional.of(
                topics.repair(
                    repairOptions.request(topicOptions.frames(), topicOptions.landmarks(), camera)))
            : Optional.empty();
    LedgerReport report = chosen(topics.read(Duration.ofSeconds(waitSeconds)));
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(LedgerJson.of(report, repair));
    } else {
      repair.ifPresent(each -> RepairText.of(each).forEach(out::println));
      LedgerText.of(report).forEach(out::println);
    }
    out.flush();
    return report.isBalanced() ? 0 : 1;
  }

  private IsolationLevel isolation() {
    if (isolation != null) {
      return isolation;
    }
    return repairOptions.isAskedFor()
        ? IsolationLevel.READ_COMMITTED
        : IsolationLevel.READ_UNCOMMITTED;
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(spec.commandLine(), problem);
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
