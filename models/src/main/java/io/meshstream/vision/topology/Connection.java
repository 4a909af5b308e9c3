package io.meshstream.vision.topology;

/**
 * An edge between two landmarks.
 *
 * @param start id of the landmark it starts at
 * @param end id of the landmark it ends at
 */
public record Connection(int start, int end) {}
