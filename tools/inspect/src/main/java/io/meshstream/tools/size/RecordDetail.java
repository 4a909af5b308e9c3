package io.meshstream.tools.size;

import java.util.Locale;

/** What a record can hold of a face beside its mesh. */
enum RecordDetail {
  CONTOURS,
  POSE,
  METRIC_MESH,
  REGION_POSES,
  BLENDSHAPES,
  SIGNALS;

  /** Returns the name of the figure that says how many bytes it has. */
  String figure() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ') + " of a face";
  }
}
