package io.meshstream.tools.render;

import io.meshstream.schemas.frames.FrameFormat;
import io.meshstream.tools.topics.Brokers;
import org.apache.kafka.common.IsolationLevel;

/**
 * Where the frames and records of a camera lie.
 *
 * @param format what the values of the frames topic are
 * @param isolation which records of the landmarks topic count
 */
record CameraTopics(
    Brokers brokers,
    String framesTopic,
    String landmarksTopic,
    FrameFormat format,
    IsolationLevel isolation) {}
