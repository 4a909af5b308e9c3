package io.meshstream.bench;

import io.meshstream.tools.simulation.Clip;

/**
 * A camera whose frames are sent.
 *
 * @param partition the partition of the frames topic that it is sent to
 */
record SentCamera(String name, int partition, Clip clip) {}
