/**
 * The wire contract of Meshstream: what lies on its Kafka topics, and how to write and read it.
 *
 * <p>Values are Avro records in single-object encoding ({@link
 * io.meshstream.schemas.SingleObjectCodec}); keys are the camera id in UTF-8, for which Kafka's own
 * {@code StringSerializer} is enough. Meaning, unit and range of every field stand in the schemas
 * and, copied from there, in the documentation of {@link io.meshstream.schemas.EncodedFrame},
 * {@link io.meshstream.schemas.FrameLandmarks}, {@link io.meshstream.schemas.DeadLetter} and {@link
 * io.meshstream.schemas.CameraEvent}. The static methods {@code decoder} and {@code fromByteBuffer}
 * that Avro generates on these classes trust their input: read with the codec or the deserialisers
 * instead.
 *
 * <pre>{@code
 * var producer = new KafkaProducer<>(config, new StringSerializer(), new EncodedFrameSerializer());
 * producer.send(new ProducerRecord<>("frames", frame.getCameraId(), frame));
 * var values = new FrameLandmarksDeserializer();
 * var consumer = new KafkaConsumer<>(config, new StringDeserializer(), values);
 * consumer.subscribe(List.of("landmarks"));
 * consumer.poll(timeout).forEach(r -> show(FrameIdentity.of(r.value()), r.value().getFaces()));
 * }</pre>
 */
package io.meshstream.schemas;
