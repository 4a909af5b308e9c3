package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.PipeEnd;
import io.meshstream.tools.console.StopSignal;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;

/** Prints the rounds of a {@link LedgerWatch} until it is told to stop. */
final class LedgerWatching {

  private static final int EXAMPLES = 5;

  private final TopicLedger topics;
  private final Duration interval;
  private final boolean json;
  private final StopSignal stop;
  private final PrintWriter out;

  LedgerWatching(
      TopicLedger topics, Duration interval, boolean json, StopSignal stop, PrintWriter out) {
    this.topics = topics;
    this.interval = interval;
    this.json = json;
    this.stop = stop;
    this.out = out;
  }

  /** Returns the exit code: 0 if the last round was balanced. */
  int run() throws InterruptedException {
    try (LedgerWatch watch = topics.watch()) {
      LedgerWatch.Round round = watch.next();
      print(round);
      while (!PipeEnd.isClosed(out) && !stop.await(interval)) {
        round = watch.next();
        print(round);
      }
      if (!json) {
        LedgerText.table(round.report()).forEach(out::println);
        out.flush();
      }
      return round.isBalanced() ? 0 : 1;
    } catch (KafkaException e) {
      throw topics.failure(e);
    }
  }

  private void print(LedgerWatch.Round round) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    out.println(json ? LedgerJson.of(round, now.toEpochMilli()) : now + "  " + text(round));
    out.flush();
  }

  private static String text(LedgerWatch.Round round) {
    LedgerReport report = round.report();
    String text =
        "%s: %d frames in, %d records out, %d waiting, %d overdue, %d unexpected, %d duplicates%s, %d unreadable"
            .formatted(
                round.isBalanced() ? "balanced so far" : "NOT balanced",
                report.total(CameraBalance::frames),
                report.answered().total(),
                round.waiting(),
                round.overdue().size(),
                report.total(CameraBalance::unexpected),
                report.total(CameraBalance::duplicates),
                report.duplicatesAllowed() ? " removed" : "",
                report.unreadable());
    if (round.overdue().size() == 0) {
      return text;
    }
    return text
        + ", overdue at partition:offset "
        + round.overdue().examples(EXAMPLES).stream()
            .map(TopicPosition::toString)
            .collect(Collectors.joining(", "));
  }
}
