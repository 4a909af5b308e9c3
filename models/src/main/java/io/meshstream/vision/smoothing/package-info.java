/** Smoothing of landmarks from frame to frame. */
package io.meshstream.vision.smoothing;
