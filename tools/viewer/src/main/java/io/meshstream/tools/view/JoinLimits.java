package io.meshstream.tools.view;

import java.time.Duration;

/**
 * How much is kept while frames and records wait for each other. Both come from topics that
 * strangers may write to.
 *
 * @param cameras most cameras at the same time
 * @param framesPerCamera most frames of a camera that wait for their records
 * @param bytesPerCamera most bytes of a camera's waiting frames
 * @param totalBytes most bytes of all waiting frames
 * @param recordsPerCamera most records of a camera that wait for their frames
 * @param frameAge longest time that a frame waits for its record
 * @param recordAge longest time that a record waits for its frame, before it is shown without
 * @param idle how long a camera must have been silent to make room for another
 */
record JoinLimits(
    int cameras,
    int framesPerCamera,
    long bytesPerCamera,
    long totalBytes,
    int recordsPerCamera,
    Duration frameAge,
    Duration recordAge,
    Duration idle) {

  private static final long MIB = 1024 * 1024;

  /** Enough for a job that is some seconds behind. */
  static JoinLimits defaults() {
    return new JoinLimits(
        /* cameras= */ 64,
        /* framesPerCamera= */ 150,
        /* bytesPerCamera= */ 64 * MIB,
        /* totalBytes= */ 256 * MIB,
        /* recordsPerCamera= */ 50,
        /* frameAge= */ Duration.ofSeconds(30),
        /* recordAge= */ Duration.ofSeconds(1),
        /* idle= */ Duration.ofMinutes(1));
  }
}
