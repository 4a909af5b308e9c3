package io.meshstream.tools.video;

import io.meshstream.vision.image.Picture;

/**
 * One frame of a video.
 *
 * @param picture what it shows, upright
 * @param timeMicros when, in microseconds since the first frame
 */
public record VideoPicture(Picture picture, long timeMicros) {}
