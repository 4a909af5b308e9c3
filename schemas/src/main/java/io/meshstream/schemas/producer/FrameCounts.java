package io.meshstream.schemas.producer;

/**
 * What has become of the frames that a camera handed over: together they are all of them.
 *
 * @param sent acknowledged by Kafka
 * @param dropped not sent, because too much was in flight
 * @param failed handed to Kafka, which did not acknowledge them
 * @param inFlight handed to Kafka, which has not answered yet
 */
public record FrameCounts(long sent, long dropped, long failed, int inFlight) {}
