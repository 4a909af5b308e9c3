package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes what a repair has done, for people. */
final class RepairText {

  private RepairText() {}

  /** Returns the lines. */
  static List<String> of(RepairReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %d records%s, %d dead letters, %d events"
            .formatted(
                report.dryRun() ? "would be repaired" : "repaired",
                report.landmarks(),
                report.derived() > 0 ? " (%d of them derived)".formatted(report.derived()) : "",
                report.deadLetters(),
                report.events()));
    report.refused().forEach(each -> lines.add("refused: " + PlainText.of(each)));
    if (report.left() > 0) {
      String places =
          report.firstLeft().stream()
              .map(TopicPosition::toString)
              .collect(Collectors.joining(", "));
      lines.add(
          ("left: %d frames that the job has come to, whose records are not in the log, at"
                  + " partition:offset %s%s; derive them with a bounded job, see"
                  + " docs/deploy.md#exactly-once")
              .formatted(
                  report.left(), places, report.left() > report.firstLeft().size() ? ", ..." : ""));
    }
    return lines;
  }
}
