package io.meshstream.job.sink;

import org.apache.flink.connector.kafka.sink.KafkaCommittable;

/**
 * A Kafka transaction that is to be committed, and which frames its records answer: what a restored
 * job needs to tell whether they reached the topic.
 *
 * @param transaction the transaction
 * @param frames the frames; none if the checkpoint does not say
 */
record FramesTransaction(KafkaCommittable transaction, FramePositions frames) {}
