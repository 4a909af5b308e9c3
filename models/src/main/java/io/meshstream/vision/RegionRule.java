package io.meshstream.vision;

import io.meshstream.vision.detection.Detection;
import io.meshstream.vision.geometry.Landmarks;
import io.meshstream.vision.geometry.Region;

/** Says where to crop for the landmark model. Pure, thread-safe. */
interface RegionRule {

  /** Returns the region of something that was detected in a picture of a size in pixels. */
  Region around(Detection detection, int pictureWidth, int pictureHeight);

  /** Returns the region where the next frame looks for something whose landmarks were read. */
  Region around(Landmarks landmarks, int pictureWidth, int pictureHeight);
}
