package io.meshstream.vision.landmark;

import io.meshstream.vision.geometry.Landmarks;

/**
 * What a hand's landmark model says of a hand beside its landmarks.
 *
 * @param mirroredLeft how surely it is a left hand in a mirrored picture, or a right one in a
 *     picture that is not: 0 to 1
 * @param world the landmarks in metres, turned as the hand is in the picture
 */
public record HandEstimate(float mirroredLeft, Landmarks world) {}
