package io.meshstream.job.vision;

/**
 * How long the analysis of one frame took, on the thread that began it.
 *
 * @param decodeNanos opening the picture and decoding what was asked for of it
 * @param inferenceNanos the rest: sampling and running models, the wait for a batch and for threads
 *     that help included
 */
public record AnalysisTimes(long decodeNanos, long inferenceNanos) {}
