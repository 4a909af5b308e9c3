/** Meshstream as a Flink job: frames from Kafka in, one landmarks record per frame out. */
package io.meshstream.job;
