package io.meshstream.vision.smoothing;

import io.meshstream.vision.geometry.Landmarks;
import java.util.Optional;

/**
 * What a filter makes of a frame's landmarks.
 *
 * @param landmarks the smoothed landmarks
 * @param state what the next frame goes on from; empty if the filter has yet to begin
 */
public record FilterStep(Landmarks landmarks, Optional<FilterState> state) {}
