package io.meshstream.tools.view;

import io.meshstream.schemas.FrameLandmarks;
import java.util.Optional;

/**
 * What a browser shows of a camera at one moment: a record and the picture it is about.
 *
 * @param landmarks the record
 * @param picture the picture; empty if it is not known any more, or not fit to be shown
 * @param arrivedAtMicros when the record was read, microseconds since 1970
 */
record ShownFrame(FrameLandmarks landmarks, Optional<PictureView> picture, long arrivedAtMicros) {

  String camera() {
    return landmarks.getCameraId();
  }
}
