package io.meshstream.vision;

/**
 * When something is sought in the whole picture, and what counts as found: of faces or of hands.
 *
 * @param most how many are sought: the detector runs while fewer are tracked
 * @param minPresence the presence that must be exceeded
 * @param seekEvery how many frames there are to a run of the detector at least, while none is
 *     tracked
 * @param seekEveryWhileTracking the same while one is; never less than that
 * @param staticImages whether every frame is a picture of its own
 * @param policy what is done beyond MediaPipe's loop
 */
record SearchOptions(
    int most,
    double minPresence,
    int seekEvery,
    int seekEveryWhileTracking,
    boolean staticImages,
    TrackPolicy policy) {

  /** Returns the options for faces. */
  static SearchOptions ofFaces(TrackingOptions tracking) {
    return new SearchOptions(
        tracking.maxFaces(),
        tracking.minConfidence(),
        1,
        1,
        tracking.staticImages(),
        tracking.policy());
  }

  /** Returns the options for hands. */
  static SearchOptions ofHands(HandOptions hands, TrackingOptions tracking) {
    return new SearchOptions(
        hands.maxHands(),
        hands.minTrackingConfidence(),
        hands.seekEvery(),
        Math.max(hands.seekEvery(), hands.seekEveryWhileTracking()),
        tracking.staticImages(),
        tracking.policy());
  }

  /** Tells whether the detector runs on a frame. */
  boolean isDetectorDue(Followed known) {
    int tracked = known.tracks().size();
    int interval = tracked == 0 ? seekEvery : seekEveryWhileTracking;
    return tracked < most
        && (known.framesSinceDetector() == HandState.NEVER
            || known.framesSinceDetector() + 1 >= interval);
  }
}
