package io.meshstream.vision.topology;

/**
 * A landmark and how much it counts.
 *
 * @param id the landmark's id
 * @param weight how much it counts beside others, above 0
 */
public record WeightedLandmark(int id, float weight) {}
