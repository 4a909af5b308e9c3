package io.meshstream.tools.size;

import java.util.Set;

/**
 * What is asked for of each face.
 *
 * @param model what reads its landmarks
 * @param mesh whether records hold these
 * @param details what records hold beside; blendshapes have a model of their own
 */
record FaceDemand(LandmarkModel model, boolean mesh, Set<RecordDetail> details) {

  /** Names what reads landmarks. */
  enum LandmarkModel {
    FACE_MESH,
    /** That of the face mesh with refined landmarks. */
    ATTENTION_MESH,
    FACE_LANDMARKER
  }

  /** Returns how many times as long as the face mesh's model those of a face take. */
  double modelRuns(Figures figures) {
    double landmarks =
        switch (model) {
          case FACE_MESH -> 1;
          case ATTENTION_MESH -> figures.value("attention mesh");
          case FACE_LANDMARKER -> figures.value("face landmarker");
        };
    return details.contains(RecordDetail.BLENDSHAPES)
        ? landmarks + figures.value("blendshapes")
        : landmarks;
  }

  /** Returns how many bytes of a record a face takes. */
  double recordBytes(Figures figures) {
    double bytes = figures.value("face of a record");
    if (mesh) {
      bytes += figures.value("mesh of a face");
      bytes += model == LandmarkModel.FACE_MESH ? 0 : figures.value("irises of a face");
    }
    for (RecordDetail detail : details) {
      boolean isMesh = detail == RecordDetail.METRIC_MESH;
      bytes += isMesh && !mesh ? 0 : figures.value(detail.figure());
    }
    return bytes;
  }
}
