package io.meshstream.tools.local;

import io.meshstream.tools.console.TextTable;
import io.meshstream.tools.simulation.CameraMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how the cameras are doing, one line each and one for all: since the last time it was asked,
 * and over the whole run. Hands are told once there are any.
 *
 * <p>Not thread-safe.
 */
final class LiveSummary {

  private static final String[] WITHOUT_HANDS = {
    "camera", "in", "out", "frames/s", "faces", "shed", "rejected", "p50 ms", "p99 ms"
  };
  private static final String[] WITH_HANDS = {
    "camera", "in", "out", "frames/s", "faces", "hands", "shed", "rejected", "p50 ms", "p99 ms"
  };
  private static final int HANDS = 5;

  private static final Duration NOTABLE_DELAY = Duration.ofSeconds(1);

  private final List<CameraMeter> meters;
  private final long begin;
  private final Map<String, CameraResults> total = new HashMap<>();

  private Map<String, CameraResults> latest = Map.of();
  private long latestBegin;
  private long latestEnd;

  /**
   * Starts a summary.
   *
   * @param meters what the cameras have sent
   * @param begin when they started, by the clock that {@link #add} is told
   */
  LiveSummary(List<CameraMeter> meters, long begin) {
    this.meters = meters;
    this.begin = begin;
    this.latestEnd = begin;
  }

  /**
   * Adds what has come out since the last call.
   *
   * @param results by camera
   * @param now in nanoseconds
   */
  void add(Map<String, CameraResults> results, long now) {
    results.forEach(
        (camera, each) -> total.computeIfAbsent(camera, c -> new CameraResults()).add(each));
    latest = results;
    latestBegin = latestEnd;
    latestEnd = now;
  }

  /**
   * Rates and latencies are those since the last call of {@link #add}.
   *
   * @param delay how late the cameras are
   */
  List<String> recently(Duration delay) {
    List<String> lines = new ArrayList<>(table(latest, latestEnd - latestBegin));
    if (delay.compareTo(NOTABLE_DELAY) > 0) {
      lines.add(
          "cameras: %.1f s late (expected: on time); this machine is too busy, lower --fps, --size or --cameras"
              .formatted(delay.toMillis() / 1000.0));
    }
    return lines;
  }

  /** Returns how many frames that were sent have no record yet. */
  long toCome() {
    long sent = meters.stream().mapToLong(CameraMeter::frames).sum();
    long records = total.values().stream().mapToLong(results -> results.records().total()).sum();
    return Math.max(0, sent - records);
  }

  /** Rates and latencies are those of the whole run. */
  List<String> overall() {
    return table(total, latestEnd - begin);
  }

  private List<String> table(Map<String, CameraResults> measured, long nanos) {
    boolean hasHands = total.values().stream().anyMatch(results -> results.hands() > 0);
    TextTable table = new TextTable(hasHands ? WITH_HANDS : WITHOUT_HANDS);
    CameraResults allTotal = new CameraResults();
    CameraResults allMeasured = new CameraResults();
    long allSent = 0;
    for (CameraMeter meter : meters) {
      CameraResults cameraTotal = total.getOrDefault(meter.camera(), new CameraResults());
      CameraResults cameraMeasured = measured.getOrDefault(meter.camera(), new CameraResults());
      List<Object> row = row(meter.camera(), meter.frames(), cameraTotal, cameraMeasured, nanos);
      add(table, row, cameraTotal, hasHands);
      allTotal.add(cameraTotal);
      allMeasured.add(cameraMeasured);
      allSent += meter.frames();
    }
    add(table, row("all", allSent, allTotal, allMeasured, nanos), allTotal, hasHands);
    return table.lines();
  }

  private static void add(
      TextTable table, List<Object> row, CameraResults total, boolean hasHands) {
    if (hasHands) {
      row.add(HANDS, total.hands());
    }
    table.row(row.toArray());
  }

  private static List<Object> row(
      String name, long sent, CameraResults total, CameraResults measured, long nanos) {
    return new ArrayList<>(
        List.of(
            name,
            sent,
            total.records().total(),
            decimal(nanos == 0 ? 0 : measured.records().total() * 1e9 / nanos),
            total.faces(),
            total.records().shed(),
            total.records().rejected(),
            decimal(measured.latencyMillis(50)),
            decimal(measured.latencyMillis(99))));
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
