/** Whether to compute with Java's Vector API. */
package io.meshstream.vision.vector;
