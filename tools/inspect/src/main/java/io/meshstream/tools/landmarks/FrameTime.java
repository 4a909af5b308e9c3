package io.meshstream.tools.landmarks;

import java.util.OptionalLong;

/**
 * Which frame of a film.
 *
 * @param frame its number, from 0
 * @param timeMicros when it is shown, in microseconds since the first one; empty where the film
 *     does not say
 */
record FrameTime(long frame, OptionalLong timeMicros) {}
