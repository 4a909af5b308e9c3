/** A picture with a face, for examples and tests. */
package io.meshstream.vision.sample;
