package io.meshstream.tools.ledger;

/**
 * The stretch of a partition of the frames topic that is accounted for.
 *
 * @param begin the first offset that retention has left
 * @param end the offset after the last one
 */
public record Extent(long begin, long end) {}
