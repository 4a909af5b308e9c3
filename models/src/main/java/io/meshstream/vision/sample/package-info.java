/** Pictures of a face and of a hand, for examples and tests. */
package io.meshstream.vision.sample;
