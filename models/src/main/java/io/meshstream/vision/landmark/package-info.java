/** Reading a face: the crop of a region, and the landmark model that runs on it. */
package io.meshstream.vision.landmark;
