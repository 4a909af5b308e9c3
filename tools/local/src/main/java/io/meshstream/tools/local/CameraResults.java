package io.meshstream.tools.local;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.frames.StatusCounts;
import org.HdrHistogram.Histogram;

/**
 * What has come out for one camera. Not thread-safe.
 *
 * <p>Latencies are in microseconds, from the capture of a frame to the arrival of its record.
 */
final class CameraResults {

  private static final long HIGHEST_MICROS = 600_000_000;
  private static final int DIGITS = 3;

  private final Histogram latencies = new Histogram(HIGHEST_MICROS, DIGITS);

  private StatusCounts records = StatusCounts.NONE;
  private long faces;
  private long hands;

  void add(FrameLandmarks record, long latencyMicros) {
    records = records.plus(record.getStatus());
    faces += record.getFaces().size();
    hands += record.getHands().size();
    latencies.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, latencyMicros)));
  }

  void add(CameraResults other) {
    records = records.plus(other.records);
    faces += other.faces;
    hands += other.hands;
    latencies.add(other.latencies);
  }

  StatusCounts records() {
    return records;
  }

  /** Returns how many faces all the records hold together. */
  long faces() {
    return faces;
  }

  /** Returns how many hands all the records hold together. */
  long hands() {
    return hands;
  }

  /** Returns a percentile of the latency in milliseconds; 0 without records. */
  double latencyMillis(double percentile) {
    return records.total() == 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1000.0;
  }
}
