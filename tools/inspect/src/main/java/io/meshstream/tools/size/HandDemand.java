package io.meshstream.tools.size;

/**
 * What is asked for of hands.
 *
 * @param hands in a frame, on average
 * @param palmShare of the frames in which the palm detector runs, 0 to 1
 * @param lite whether the smaller models run
 * @param mesh whether records hold landmarks
 */
record HandDemand(double hands, double palmShare, boolean lite, boolean mesh) {

  /** Returns how many times as long as the face mesh's model tracked hands take. */
  double trackingRuns(Figures figures) {
    return hands * figures.value("tracked hand" + suffix());
  }

  /** Returns how many times as long palm detections of a frame take, on average. */
  double palmRuns(Figures figures) {
    return palmShare * figures.value("palm detection" + suffix());
  }

  private String suffix() {
    return lite ? " lite" : "";
  }

  /** Returns how many bytes of a record its hands take. */
  double recordBytes(Figures figures) {
    return hands
        * (figures.value("hand of a record") + (mesh ? figures.value("landmarks of a hand") : 0));
  }
}
