package io.meshstream.vision;

import io.meshstream.vision.geometry.Region;

/**
 * A face that the next frame will look for.
 *
 * @param trackId the face's identity, kept from frame to frame
 * @param region where the next frame looks, computed from this frame's landmarks
 */
public record TrackedFace(long trackId, Region region) {}
