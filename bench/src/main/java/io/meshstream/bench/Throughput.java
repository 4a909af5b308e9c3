package io.meshstream.bench;

/**
 * What was done with many frames.
 *
 * @param framesPerSecond by the clock
 * @param cpuMillis what the process took of all cores for a frame
 */
record Throughput(double framesPerSecond, double cpuMillis) {}
