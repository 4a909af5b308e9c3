package io.meshstream.tools.local;

import io.meshstream.schemas.FrameLandmarks;
import io.meshstream.schemas.FrameStatus;
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

  private long records;
  private long faces;
  private long shed;
  private long rejected;

  void add(FrameLandmarks record, long latencyMicros) {
    records++;
    faces += record.getFaces().size();
    shed += record.getStatus() == FrameStatus.SHED ? 1 : 0;
    rejected += record.getStatus() == FrameStatus.REJECTED ? 1 : 0;
    latencies.recordValue(Math.max(0, Math.min(HIGHEST_MICROS, latencyMicros)));
  }

  void add(CameraResults other) {
    records += other.records;
    faces += other.faces;
    shed += other.shed;
    rejected += other.rejected;
    latencies.add(other.latencies);
  }

  long records() {
    return records;
  }

  long faces() {
    return faces;
  }

  long shed() {
    return shed;
  }

  long rejected() {
    return rejected;
  }

  /** A percentile of the latency in milliseconds; 0 without records. */
  double latencyMillis(double percentile) {
    return records == 0 ? 0 : latencies.getValueAtPercentile(percentile) / 1000.0;
  }
}
