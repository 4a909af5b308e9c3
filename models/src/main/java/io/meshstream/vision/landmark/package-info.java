/** Reading landmarks: the crop of a region, and the model that runs on it. */
package io.meshstream.vision.landmark;
