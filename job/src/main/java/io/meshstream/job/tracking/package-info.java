/**
 * Tracks the faces of every camera: what is known of a camera, what becomes of a frame, and the
 * Flink operator around both.
 */
package io.meshstream.job.tracking;
