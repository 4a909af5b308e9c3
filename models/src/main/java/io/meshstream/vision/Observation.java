package io.meshstream.vision;

/**
 * A face as a frame reports it, and where the next frame looks for it.
 *
 * @param face what is reported
 * @param next what is remembered
 */
record Observation(Face face, Track next) {}
