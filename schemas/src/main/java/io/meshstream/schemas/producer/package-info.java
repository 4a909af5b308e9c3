/**
 * What a gateway is written with: a {@link io.meshstream.schemas.producer.FrameProducer} numbers
 * the frames of cameras and sends them to a frames topic, in bounded memory.
 */
package io.meshstream.schemas.producer;
