package io.meshstream.job.tracking;

import io.meshstream.job.vision.AnalysisTimes;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How long one frame took, whose analysis has come back.
 *
 * @param queueNanos from its arrival in the subtask until its analysis was asked for
 * @param computeNanos from then until its outcome was known
 * @param analysis what the analysis itself took; empty if it did not come to its end
 * @param totalNanos from its arrival until it was written
 * @param endToEndMicros from its capture until it was written, by two clocks; empty if unknown
 */
record FrameTimes(
    long queueNanos,
    long computeNanos,
    Optional<AnalysisTimes> analysis,
    long totalNanos,
    OptionalLong endToEndMicros) {}
