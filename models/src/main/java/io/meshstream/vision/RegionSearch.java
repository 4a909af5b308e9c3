package io.meshstream.vision;

import io.meshstream.vision.landmark.Landmarker;

/**
 * The skeleton of MediaPipe's trackers, for faces or for hands: what is sought is cropped where the
 * frame before left it; the detector runs on the whole picture only while fewer are tracked than
 * are sought. Here are the parts that differ.
 *
 * @param detector seeks in whole pictures
 * @param association makes one of what was detected and what was tracked
 * @param regions says where the landmarker looks, and where the next frame does
 * @param landmarker reads the landmarks of a region
 * @param regionScale at which scale regions are decoded for it
 * @param duplicates leaves out what was found twice
 * @param options when the detector runs, and what counts as found
 */
record RegionSearch(
    WholePictureDetector detector,
    Association association,
    RegionRule regions,
    Landmarker landmarker,
    Scale regionScale,
    Duplicates duplicates,
    SearchOptions options) {}
