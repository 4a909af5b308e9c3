package io.meshstream.tools.ledger;

import io.meshstream.schemas.frames.TopicPosition;
import io.meshstream.tools.console.PlainText;
import io.meshstream.tools.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a ledger's balance for people: a table, what to look at, and the verdict. */
public final class LedgerText {

  private LedgerText() {}

  /** Returns the lines; the last one is the verdict. */
  public static List<String> of(LedgerReport report) {
    List<String> lines = new ArrayList<>(table(report, /* isEndedEarly= */ false));
    addApart(lines, report);
    for (CameraBalance camera : report.cameras()) {
      addPlaces(lines, camera, "missing", camera.missing(), CameraBalance::firstMissing);
      addPlaces(lines, camera, "unexpected", camera.unexpected(), CameraBalance::firstUnexpected);
    }
    long behind = report.total(CameraBalance::behind);
    if (behind > 0) {
      lines.add(
          "behind: %d of the missing frames come after the last one of their camera that has a record; a job at work may still come to them"
              .formatted(behind));
    }
    lines.add(verdict(report));
    return lines;
  }

  /**
   * Returns the lines for a job that was ended before it had come to all frames: those after the
   * last one with a record are not missing but still to come.
   */
  public static List<String> soFar(LedgerReport report) {
    List<String> lines = new ArrayList<>(table(report, /* isEndedEarly= */ true));
    addApart(lines, report);
    for (CameraBalance camera : report.cameras()) {
      addPlaces(lines, camera, "missing", left(camera), CameraBalance::firstMissing);
      addPlaces(lines, camera, "unexpected", camera.unexpected(), CameraBalance::firstUnexpected);
    }
    long toCome = report.total(CameraBalance::behind);
    lines.add(report.isBalancedSoFar() ? verdictSoFar(report, toCome) : verdict(report));
    return lines;
  }

  private static String verdictSoFar(LedgerReport report, long toCome) {
    return "balanced so far: %d frames in, %d records out, %d still to come, %d duplicates removed"
        .formatted(
            report.total(CameraBalance::frames),
            report.answered().total(),
            toCome,
            report.total(CameraBalance::duplicates));
  }

  /** Frames that were left out: a later one has a record. */
  private static long left(CameraBalance camera) {
    return camera.missing() - camera.behind();
  }

  /** Returns the table alone. */
  static List<String> table(LedgerReport report) {
    return table(report, /* isEndedEarly= */ false);
  }

  private static List<String> table(LedgerReport report, boolean isEndedEarly) {
    TextTable table =
        new TextTable(
            "camera",
            "frames",
            "faces",
            "no face",
            "shed",
            "rejected",
            "duplicates",
            isEndedEarly ? "to come" : "missing",
            "unexpected",
            "gaps");
    for (CameraBalance camera : report.cameras()) {
      table.row(
          name(camera),
          camera.frames(),
          camera.answered().faces(),
          camera.answered().noFace(),
          camera.answered().shed(),
          camera.answered().rejected(),
          camera.duplicates(),
          isEndedEarly ? camera.behind() : camera.missing(),
          camera.unexpected(),
          camera.gaps());
    }
    return table.lines();
  }

  private static void addApart(List<String> lines, LedgerReport report) {
    addApart(lines, report.deletedFrames(), "frames deleted by retention, not checked");
    addApart(lines, report.ofDeletedFrames(), "records of frames deleted by retention (no fault)");
    addApart(
        lines,
        report.total(CameraBalance::notChecked),
        "frames whose records retention may have deleted, not checked");
    if (report.lostUnchecked() > 0) {
      lines.add(
          "lost: at least %d of these; retention has not deleted as many records"
              .formatted(report.lostUnchecked()));
    }
    addApart(
        lines,
        report.ofOtherFrames(),
        "records of other frames, of another topic or of this one before it was made anew (no fault)");
    addApart(
        lines,
        report.ofLaterFrames(),
        "records of frames written since the ledger was opened (no fault)");
  }

  private static void addApart(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("apart: " + count + " " + what);
    }
  }

  private static void addPlaces(
      List<String> lines,
      CameraBalance camera,
      String what,
      long count,
      Function<CameraBalance, List<TopicPosition>> examples) {
    if (count > 0) {
      String places =
          examples.apply(camera).stream()
              .limit(count)
              .map(TopicPosition::toString)
              .collect(Collectors.joining(", "));
      String more = count > examples.apply(camera).size() ? ", ..." : "";
      lines.add("%s: %s at partition:offset %s%s".formatted(what, name(camera), places, more));
    }
  }

  private static String verdict(LedgerReport report) {
    long frames = report.total(CameraBalance::frames);
    long duplicates = report.total(CameraBalance::duplicates);
    if (report.isBalanced()) {
      return "balanced: %d frames in, %d records out, %d duplicates removed"
          .formatted(frames, report.answered().total(), duplicates);
    }
    return "NOT balanced: %d frames in, %d missing, %d unexpected, %d duplicates%s, %d unreadable records"
        .formatted(
            frames,
            report.total(CameraBalance::missing),
            report.total(CameraBalance::unexpected),
            duplicates,
            report.duplicatesAllowed() ? " removed" : "",
            report.unreadable());
  }

  private static String name(CameraBalance camera) {
    return camera.camera().isEmpty() ? "(no key)" : PlainText.of(camera.camera());
  }
}
