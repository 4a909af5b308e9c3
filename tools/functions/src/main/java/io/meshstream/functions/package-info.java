/**
 * Scalar functions of Flink SQL over the landmarks that a job has written, and the module that
 * brings them all. What they compute is what {@link io.meshstream.vision.signals} defines.
 */
package io.meshstream.functions;
