package io.meshstream.bench;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * What must not grow while a job runs, and what is no growth: less than a tenth of it and less than
 * a floor that is its own, from the first sample to the last, or nothing but noise.
 *
 * <p>A leak of a byte a frame is one of some megabytes an hour, so the longer a run, the smaller
 * the leak that it finds: the allowance is for the whole run, however long that is.
 *
 * @param words what is measured
 * @param value takes it out of a sample
 * @param floor growth that is none, however small the value
 */
record SoakMeasure(String words, ToLongFunction<ProcessSample> value, double floor) {

  static final SoakMeasure HEAP =
      new SoakMeasure("heap after a collection, bytes", ProcessSample::heapBytes, 12e6);
  static final SoakMeasure DIRECT =
      new SoakMeasure("direct memory, bytes", ProcessSample::directBytes, 8e6);
  static final SoakMeasure METASPACE =
      new SoakMeasure("metaspace, bytes", ProcessSample::metaspaceBytes, 6e6);
  static final SoakMeasure RESIDENT =
      new SoakMeasure("resident memory, bytes", ProcessSample::residentBytes, 64e6);
  static final SoakMeasure THREADS = new SoakMeasure("threads", ProcessSample::threads, 4);
  static final SoakMeasure HANDLES = new SoakMeasure("handles", ProcessSample::handles, 12);
  static final SoakMeasure STATE =
      new SoakMeasure("state in a checkpoint, bytes", ProcessSample::stateBytes, 64e3);

  static final List<SoakMeasure> ALL =
      List.of(HEAP, DIRECT, METASPACE, RESIDENT, THREADS, HANDLES, STATE);

  /** Of noise, as many pairs of samples rise as fall. */
  private static final double LEAST_TAU = 0.3;

  private static final double SHARE = 0.1;

  /** Tells by how much it grows, if that is more than it may. */
  Optional<String> leak(List<ProcessSample> samples) {
    Trend trend = trend(samples);
    double first = values(samples)[0];
    double allowed = Math.max(floor, SHARE * first);
    return trend.growth() > allowed && trend.tau() > LEAST_TAU
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "%s: grows by %.0f from %.0f in %d samples, tau %.2f (expected: at most %.0f)",
                words,
                trend.growth(),
                first,
                samples.size(),
                trend.tau(),
                allowed))
        : Optional.empty();
  }

  /** Says how it went, for people. */
  String line(List<ProcessSample> samples) {
    double[] values = values(samples);
    Trend trend = trend(samples);
    return String.format(
        Locale.ROOT,
        "%-32s first %12.0f, last %12.0f, grows by %10.0f, tau %5.2f",
        words,
        values[0],
        values[values.length - 1],
        trend.growth(),
        trend.tau());
  }

  private Trend trend(List<ProcessSample> samples) {
    return Trend.of(values(samples));
  }

  private double[] values(List<ProcessSample> samples) {
    return samples.stream().mapToLong(value).asDoubleStream().toArray();
  }
}
