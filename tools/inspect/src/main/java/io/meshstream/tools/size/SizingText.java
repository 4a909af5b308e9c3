package io.meshstream.tools.size;

import io.meshstream.tools.console.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes a sizing for people: what is needed, how much of it, and why. */
final class SizingText {

  private static final double OUTAGE_MINUTES = 10;

  private SizingText() {}

  static List<String> of(Sizing sizing, String processor) {
    Load load = sizing.load();
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d cameras, %s frames/s each, %s, %s a picture; faces in a frame: %s; they are sought in %s of the frames"
            .formatted(
                load.cameras(),
                Quantity.number(load.framesPerSecond()),
                load.size(),
                Quantity.bytes(load.pictureBytes()),
                Quantity.number(load.faces()),
                percent(load.detectorShare())));
    lines.add("");
    table(sizing).forEach(row -> lines.add(row));
    lines.add("");
    if (load.hand().hands() > 0 || load.hand().palmShare() > 0) {
      lines.add(
          "Hands in a frame: %s; they are sought in %s of the frames."
              .formatted(Quantity.number(load.hand().hands()), percent(load.hand().palmShare())));
    }
    lines.add(basis(load, processor));
    if (load.gpuMillis().isPresent()) {
      lines.add(
          "GPU: by the time that was given, and the models' part taken off the cores; no GPU was measured.");
    }
    return lines;
  }

  private static List<String> table(Sizing sizing) {
    Load load = sizing.load();
    List<String[]> rows = new ArrayList<>();
    rows.add(
        row(
            "frames",
            Quantity.number(load.rate()) + "/s",
            Quantity.number(sizing.frameMillis()) + " ms of one core each"));
    rows.add(
        row(
            "cores of the TaskManagers",
            sizing.cores(),
            "%s busy, %s headroom"
                .formatted(Quantity.number(sizing.busyCores()), percent(load.headroom()))));
    if (load.gpuMillis().isPresent()) {
      rows.add(
          row(
              "GPUs",
              sizing.gpus(),
              Quantity.number(load.gpuMillis().getAsDouble()) + " ms of one each frame"));
    }
    rows.add(
        row(
            "TaskManagers",
            sizing.taskManagers(),
            "%d cores and %d slots each, %s busy"
                .formatted(
                    load.coresPerTaskManager(), sizing.slots(), percent(sizing.utilization()))));
    rows.add(
        row(
            "memory of each",
            mebibytes(sizing.processBytes()),
            "taskmanager.memory.process.size, with managed.size 64m, task.off-heap.size 512m"));
    rows.add(row("parallelism", sizing.parallelism(), "slots, all together"));
    rows.add(row("partitions", sizing.partitions(), "of frames, and of landmarks"));
    rows.add(
        row(
            "network, frames",
            Quantity.bytesPerSecond(sizing.framesBytesPerSecond()),
            "into the brokers, and on to the TaskManagers"));
    rows.add(
        row(
            "network, landmarks",
            Quantity.bytesPerSecond(sizing.landmarksBytesPerSecond()),
            "into the brokers, and on to each consumer; of a face %s"
                .formatted(Quantity.bytes(sizing.faceBytes()))));
    rows.add(
        row(
            "network, TaskManagers",
            Quantity.bytesPerSecond(sizing.shuffleBytesPerSecond()),
            "from one to another, since frames go to where their camera is"));
    rows.add(
        row(
            "network, brokers",
            Quantity.bytesPerSecond(sizing.replicationBytesPerSecond()),
            "copies from one to another"));
    rows.add(
        row(
            "disk, frames",
            Quantity.bytes(sizing.framesBytes()),
            kept(Quantity.duration(load.framesRetention()), load)));
    rows.add(
        row(
            "disk, landmarks",
            Quantity.bytes(sizing.landmarksBytes()),
            kept(Quantity.duration(load.landmarksRetention()), load)));
    rows.add(
        row(
            "catching up",
            Quantity.number(OUTAGE_MINUTES * sizing.catchUpFactor()) + " min",
            "after %.0f min without the job".formatted(OUTAGE_MINUTES)));
    rows.add(
        row(
            "a record is seen",
            load.exactlyOnce() ? "after the next checkpoint" : "at once",
            load.exactlyOnce() ? "exactly-once" : "at-least-once"));
    TextTable table = new TextTable("what", "how much");
    rows.forEach(row -> table.row(row[0], row[1]));
    List<String> cells = table.lines();
    List<String> lines = new ArrayList<>();
    for (int i = 1; i < cells.size(); i++) {
      lines.add(cells.get(i) + "  " + rows.get(i - 1)[2]);
    }
    return lines;
  }

  private static String[] row(String what, Object much, String why) {
    return new String[] {what, String.valueOf(much), why};
  }

  private static String kept(String time, Load load) {
    return "kept for %s, %d %s"
        .formatted(time, load.replication(), load.replication() == 1 ? "copy" : "copies");
  }

  private static String basis(Load load, String processor) {
    return load.frameMillis().isPresent()
        ? "Processor time: as given; all else by figures that were measured on " + processor + "."
        : "Processor time: measured on " + processor + "; yours: --ms-per-frame.";
  }

  private static String mebibytes(double bytes) {
    return String.format(Locale.ROOT, "%.0fm", bytes / (1 << 20));
  }

  static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
