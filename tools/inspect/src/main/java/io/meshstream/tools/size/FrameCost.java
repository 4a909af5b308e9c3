package io.meshstream.tools.size;

import io.meshstream.tools.pictures.PictureSize;
import java.util.List;

/**
 * What a frame takes of one core, in milliseconds: a plane through the measured pictures over
 * megapixels and megabytes, since entropy decoding grows with the one and all other decoding with
 * the other; and what each further face and the job around the library take.
 */
final class FrameCost {

  private final Figures figures;
  private final List<MeasuredPicture> pictures;
  private final PlaneFit tracking;
  private final PlaneFit seeking;

  FrameCost(Figures figures) {
    this.figures = figures;
    this.pictures = figures.pictures();
    this.tracking =
        PlaneFit.of(pictures.stream().map(each -> point(each, each.trackingMillis())).toList());
    this.seeking =
        PlaneFit.of(pictures.stream().map(each -> point(each, each.seekingMillis())).toList());
  }

  private static PlaneFit.Point point(MeasuredPicture picture, double millis) {
    return new PlaneFit.Point(picture.megapixels(), picture.megabytes(), millis);
  }

  /** Returns how many bytes a picture has that is like the measured ones of its kind. */
  double pictureBytes(PictureKind kind, PictureSize size) {
    double pixels = 0;
    double bytes = 0;
    for (MeasuredPicture each : pictures) {
      if (each.kind() == kind) {
        pixels += each.megapixels() * 1e6;
        bytes += each.bytes();
      }
    }
    return bytes / pixels * size.width() * size.height();
  }

  /** Returns what the library takes for a frame in which one face is tracked. */
  double trackingMillis(PictureSize size, double pictureBytes) {
    return tracking.at(size.width() * size.height() / 1e6, pictureBytes / 1e6);
  }

  /** Returns what the library takes for a frame in which one face is sought and found. */
  double seekingMillis(PictureSize size, double pictureBytes) {
    return seeking.at(size.width() * size.height() / 1e6, pictureBytes / 1e6);
  }

  /**
   * Returns what the job takes for a frame on average.
   *
   * @param faces how many are in a frame, on average
   * @param modelRuns how many times as long as the face mesh's model those of a face take
   * @param detectorShare of the frames in which faces are sought, 0 to 1
   */
  double millis(
      PictureSize size, double pictureBytes, double faces, double modelRuns, double detectorShare) {
    double tracked = trackingMillis(size, pictureBytes);
    double detector = Math.max(0, seekingMillis(size, pictureBytes) - tracked);
    return tracked
        + (faces - 1) * figures.value("further face")
        + faces * (modelRuns - 1) * figures.value("landmarks model")
        + detectorShare * detector
        + figures.value("job around the library");
  }

  /**
   * Returns what hands add to that. A frame in which they are sought and faces are not has its
   * picture decoded for them.
   *
   * @param detectorShare of the frames in which faces are sought, 0 to 1
   */
  double handMillis(PictureSize size, double pictureBytes, double detectorShare, HandDemand hand) {
    double decoding =
        seekingMillis(size, pictureBytes)
            - trackingMillis(size, pictureBytes)
            - figures.value("detector model");
    return (hand.trackingRuns(figures) + hand.palmRuns(figures)) * figures.value("landmarks model")
        + Math.max(0, hand.palmShare() - detectorShare) * Math.max(0, decoding);
  }

  /**
   * Returns what of it the models take, which is what a GPU takes off the cores.
   *
   * @param landmarkRuns how many times as long as one run of the face mesh's model those of all
   *     faces take
   */
  double modelMillis(double landmarkRuns, double detectorShare) {
    return landmarkRuns * figures.value("landmarks model")
        + detectorShare * figures.value("detector model");
  }
}
