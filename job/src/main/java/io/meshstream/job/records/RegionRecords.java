package io.meshstream.job.records;

import io.meshstream.schemas.Region;

/** Maps regions as the library has them to regions as records hold them, and back. */
final class RegionRecords {

  private RegionRecords() {}

  static Region of(io.meshstream.vision.geometry.Region region) {
    return new Region(
        region.centerX(), region.centerY(), region.width(), region.height(), region.rotation());
  }

  static io.meshstream.vision.geometry.Region toRegion(Region region) {
    return new io.meshstream.vision.geometry.Region(
        region.getCenterX(),
        region.getCenterY(),
        region.getWidth(),
        region.getHeight(),
        region.getRotation());
  }
}
