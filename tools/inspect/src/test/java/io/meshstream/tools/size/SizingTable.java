package io.meshstream.tools.size;

import io.meshstream.tools.console.TestingCommandLine;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the table of sizes in the documentation by running the command. */
final class SizingTable {

  private static final String[][] LOADS = {
    {"10", "15", "640x360"},
    {"10", "15", "1280x720"},
    {"100", "15", "640x360"},
    {"100", "15", "1280x720"},
    {"100", "25", "1920x1080"},
    {"1000", "10", "640x360"},
    {"1000", "15", "1280x720"},
  };

  /** How often faces are sought: rarely, for one face that stays, and always. */
  private static final String[] SHARES = {"0.02", "1"};

  private SizingTable() {}

  static String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| cameras | frames/s each | size | cores: faces tracked | cores: sought in each frame |"
            + " TaskManagers of 4 cores | memory of each | partitions | frames, network | frames,"
            + " 1 h | landmarks, 7 d |");
    lines.add("|---|---|---|---|---|---|---|---|---|---|---|");
    for (String[] load : LOADS) {
      String tracked = size(load, SHARES[0]);
      String sought = size(load, SHARES[1]);
      lines.add(
          "| %s | %s | %s | %s | %s | %s to %s | %s | %s to %s | %s | %s | %s |"
              .formatted(
                  load[0],
                  load[1],
                  load[2],
                  number(tracked, "cores"),
                  number(sought, "cores"),
                  number(tracked, "taskManagers"),
                  number(sought, "taskManagers"),
                  String.format(
                      Locale.ROOT, "%dm", Long.parseLong(number(sought, "processBytes")) >> 20),
                  number(tracked, "partitions"),
                  number(sought, "partitions"),
                  Quantity.bytesPerSecond(
                      Double.parseDouble(number(sought, "framesBytesPerSecond"))),
                  Quantity.bytes(Double.parseDouble(number(sought, "framesBytes"))),
                  Quantity.bytes(Double.parseDouble(number(sought, "landmarksBytes")))));
    }
    return String.join("\n", lines).replaceAll("\\b(\\d+) to \\1\\b", "$1") + "\n";
  }

  private static String size(String[] load, String share) {
    StringWriter out = new StringWriter();
    int exitCode =
        TestingCommandLine.of(new SizeCommand(), out, new StringWriter())
            .execute(
                "--cameras=" + load[0],
                "--fps=" + load[1],
                "--size=" + load[2],
                "--detector-share=" + share,
                "--json");
    if (exitCode != 0) {
      throw new IllegalStateException("size: exit code " + exitCode);
    }
    return out.toString();
  }

  private static String number(String json, String name) {
    Matcher matcher = Pattern.compile('"' + name + "\":([0-9.]+)").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException(name + ": not in " + json);
    }
    return matcher.group(1);
  }
}
