/** From a picture to a model's input: regions, letterboxes and the two sampling conventions. */
package io.meshstream.vision.sampling;
