package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.FrameCounts;
import io.meshstream.tools.console.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells how the cameras are doing, one line each, and below what went wrong last.
 *
 * <p>Not thread-safe.
 */
final class GatewayTable {

  private static final Duration NOTABLE_SILENCE = Duration.ofSeconds(5);

  /** How long a problem is shown that did not come up again. */
  private static final Duration RECENT = Duration.ofSeconds(30);

  private final List<CameraStatus> statuses;
  private final long begin;
  private final Map<String, Long> sentBefore = new HashMap<>();
  private final Map<String, LastChange> changes = new HashMap<>();

  private long before;
  private long allSent;
  private long lastSentNanos;

  /**
   * @param statuses of the cameras
   * @param begin when they started, by the clock that the other methods are told
   */
  GatewayTable(List<CameraStatus> statuses, long begin) {
    this.statuses = List.copyOf(statuses);
    this.begin = begin;
    this.before = begin;
    this.lastSentNanos = begin;
  }

  /** Rates are those since the last call. */
  List<String> recently(long now) {
    List<String> lines = new ArrayList<>(table(now, now - before, sentBefore));
    addSilence(lines, now);
    addRecentProblems(lines, now);
    statuses.forEach(status -> sentBefore.put(status.camera(), status.counts().sent()));
    before = now;
    return lines;
  }

  /** Rates are those of the whole run. */
  List<String> overall(long now) {
    List<String> lines = new ArrayList<>(table(now, now - begin, Map.of()));
    addProblems(lines);
    return lines;
  }

  private List<String> table(long now, long nanos, Map<String, Long> sentAtBegin) {
    TextTable table =
        new TextTable(
            "camera", "state", "frames/s", "sent", "dropped", "failed", "in flight", "reconnects");
    for (CameraStatus status : statuses) {
      FrameCounts counts = status.counts();
      long sent = counts.sent() - sentAtBegin.getOrDefault(status.camera(), 0L);
      table.row(
          status.camera(),
          state(status, now),
          String.format(Locale.ROOT, "%.1f", nanos <= 0 ? 0 : sent * 1e9 / nanos),
          counts.sent(),
          counts.dropped(),
          counts.failed(),
          counts.inFlight(),
          status.reconnections());
    }
    return table.lines();
  }

  private String state(CameraStatus status, long now) {
    return switch (status.phase()) {
      case CONNECTING -> "connecting";
      case STREAMING -> isTaken(status, now) ? "streaming" : "streaming, not taken";
      case RETRYING -> "retrying in %d s".formatted((status.pause(now).toMillis() + 999) / 1000);
      case ENDED -> "ended";
      case FAILED -> "failed";
      case STOPPED -> "stopped";
    };
  }

  private void addSilence(List<String> lines, long now) {
    long sent = statuses.stream().mapToLong(status -> status.counts().sent()).sum();
    long inFlight = statuses.stream().mapToLong(status -> status.counts().inFlight()).sum();
    if (sent > allSent || inFlight == 0) {
      lastSentNanos = now;
    }
    allSent = sent;
    Duration silence = Duration.ofNanos(now - lastSentNanos);
    if (silence.compareTo(NOTABLE_SILENCE) >= 0) {
      lines.add(
          "Kafka: no frame acknowledged for %d s (expected: a broker that answers); still trying"
              .formatted(silence.toSeconds()));
    }
  }

  /** Returns whether Kafka takes what a camera hands over; also if that is nothing. */
  private boolean isTaken(CameraStatus status, long now) {
    FrameCounts counts = status.counts();
    long refusedAge = change(status, "refused").age(counts.dropped() + counts.failed(), now);
    LastChange taken = change(status, "taken");
    if (counts.inFlight() == 0 && refusedAge > 0) {
      taken.restart(now);
    }
    return taken.age(counts.sent(), now) < NOTABLE_SILENCE.toNanos();
  }

  private LastChange change(CameraStatus status, String what) {
    return changes.computeIfAbsent(status.camera() + " " + what, key -> new LastChange(0, begin));
  }

  private void addRecentProblems(List<String> lines, long now) {
    for (CameraStatus status : statuses) {
      boolean warns = change(status, "warnings").age(status.warnings(), now) < RECENT.toNanos();
      boolean refuses =
          change(status, "failed").age(status.counts().failed(), now) < RECENT.toNanos();
      addProblem(lines, status, status.isLost() || warns);
      addRefusal(lines, status, refuses);
    }
  }

  private void addProblems(List<String> lines) {
    for (CameraStatus status : statuses) {
      addProblem(lines, status, true);
      addRefusal(lines, status, true);
    }
  }

  private static void addProblem(List<String> lines, CameraStatus status, boolean isShown) {
    status
        .problem()
        .filter(problem -> isShown)
        .ifPresent(problem -> lines.add(status.camera() + ": " + problem));
  }

  private static void addRefusal(List<String> lines, CameraStatus status, boolean isShown) {
    status
        .refusal()
        .filter(refusal -> isShown)
        .ifPresent(refusal -> lines.add(status.camera() + ": " + refusal));
  }
}
