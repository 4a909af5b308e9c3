package io.meshstream.tools.local;

import io.meshstream.tools.ledger.LedgerReport;
import io.meshstream.tools.ledger.LedgerText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a run came to.
 *
 * @param report the balance of the frames that are still there
 * @param isComplete whether the job was given the time to come to all frames
 * @param lost frames that were deleted, to keep within the disk space, before the job came to them
 */
record LocalResult(LedgerReport report, boolean isComplete, long lost) {

  private static final int BALANCED = 0;
  private static final int FAILED = 1;
  private static final int ENDED_EARLY = 3;

  int exitCode() {
    if (lost > 0) {
      return FAILED;
    }
    if (report.isBalanced()) {
      return BALANCED;
    }
    return !isComplete && report.isBalancedSoFar() ? ENDED_EARLY : FAILED;
  }

  /** Returns the ledger, for people; the last line is the verdict. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    if (lost > 0) {
      lines.add(
          String.format(
              Locale.ROOT,
              "lost: %,d frames were deleted before the job came to them; allow more with --disk, or lower --fps, --size or --cameras",
              lost));
    }
    lines.addAll(isComplete ? LedgerText.of(report) : LedgerText.soFar(report));
    return lines;
  }
}
