/** Seeking faces: BlazeFace, its anchors, its decoding and its non-maximum suppression. */
package io.meshstream.vision.detection;
