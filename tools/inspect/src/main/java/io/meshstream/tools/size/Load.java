package io.meshstream.tools.size;

import io.meshstream.tools.pictures.PictureSize;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a deployment is to bear.
 *
 * @param framesPerSecond of each camera
 * @param pictureBytes of a picture, on average
 * @param faces in a frame, on average
 * @param face what is asked for of each of them
 * @param hand what is asked for of hands
 * @param detectorShare of the frames in which faces are sought, 0 to 1
 * @param framesRetention how long frames are kept
 * @param landmarksRetention how long landmarks are kept
 * @param replication copies of each record
 * @param exactlyOnce whether records are written in transactions
 * @param headroom the share of the cores, and of GPUs, that is to be idle, 0 to below 1
 * @param coresPerTaskManager cores of a TaskManager
 * @param frameMillis what the job takes of one core for a frame, where the user has measured it
 * @param gpuMillis what a GPU takes for a frame, if there are any
 */
record Load(
    long cameras,
    double framesPerSecond,
    PictureSize size,
    double pictureBytes,
    double faces,
    FaceDemand face,
    HandDemand hand,
    double detectorShare,
    Duration framesRetention,
    Duration landmarksRetention,
    int replication,
    boolean exactlyOnce,
    double headroom,
    int coresPerTaskManager,
    OptionalDouble frameMillis,
    OptionalDouble gpuMillis) {

  double rate() {
    return cameras * framesPerSecond;
  }

  /** Returns the same with another number of cameras. */
  Load withCameras(long count) {
    return new Load(
        count,
        framesPerSecond,
        size,
        pictureBytes,
        faces,
        face,
        hand,
        detectorShare,
        framesRetention,
        landmarksRetention,
        replication,
        exactlyOnce,
        headroom,
        coresPerTaskManager,
        frameMillis,
        gpuMillis);
  }
}
