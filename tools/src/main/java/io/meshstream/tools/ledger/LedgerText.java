package io.meshstream.tools.ledger;

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
    List<String> lines = new ArrayList<>(table(report));
    addApart(lines, report.ofDeletedFrames(), "of frames that retention has deleted (no fault)");
    addApart(
        lines, report.ofLaterFrames(), "of frames written since the ledger was opened (no fault)");
    for (CameraBalance camera : report.cameras()) {
      addPlaces(lines, camera, "missing", camera.missing(), CameraBalance::firstMissing);
      addPlaces(lines, camera, "unexpected", camera.unexpected(), CameraBalance::firstUnexpected);
    }
    lines.add(verdict(report));
    return lines;
  }

  private static List<String> table(LedgerReport report) {
    TextTable table =
        new TextTable(
            "camera",
            "frames",
            "faces",
            "no face",
            "shed",
            "rejected",
            "duplicates",
            "missing",
            "unexpected",
            "gaps");
    for (CameraBalance camera : report.cameras()) {
      table.row(
          name(camera),
          camera.frames(),
          camera.faces(),
          camera.noFace(),
          camera.shed(),
          camera.rejected(),
          camera.duplicates(),
          camera.missing(),
          camera.unexpected(),
          camera.gaps());
    }
    return table.lines();
  }

  private static void addApart(List<String> lines, long count, String what) {
    if (count > 0) {
      lines.add("apart: " + count + " records " + what);
    }
  }

  private static void addPlaces(
      List<String> lines,
      CameraBalance camera,
      String what,
      long count,
      Function<CameraBalance, List<Position>> examples) {
    if (count > 0) {
      String places =
          examples.apply(camera).stream().map(Position::toString).collect(Collectors.joining(", "));
      String more = count > examples.apply(camera).size() ? ", ..." : "";
      lines.add("%s: %s at partition:offset %s%s".formatted(what, name(camera), places, more));
    }
  }

  private static String verdict(LedgerReport report) {
    long frames = report.total(CameraBalance::frames);
    long duplicates = report.total(CameraBalance::duplicates);
    if (report.isBalanced()) {
      return "balanced: %d frames in, %d records out, %d duplicates removed"
          .formatted(frames, report.total(CameraBalance::answered), duplicates);
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
