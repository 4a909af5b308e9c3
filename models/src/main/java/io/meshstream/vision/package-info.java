/**
 * The vision library: a camera's frame and what its previous one left in, faces and what its next
 * one needs out. Plain Java; knows neither Kafka nor Flink.
 *
 * <pre>{@code
 * try (ModelSet models = ModelSet.open()) {
 *   Task task = TaskCatalog.task(TaskSettings.of(TaskKind.FACE_MESH), models);
 *   PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
 *   TaskState state = TaskState.initial();
 *   for (Jpeg jpeg : jpegs) {
 *     try (PictureSource picture = decoder.open(jpeg.bytes())) {
 *       TaskStep step = task.step(state, new Frame(picture, jpeg.timeMicros()));
 *       state = step.state();
 *       step.result().faces().forEach(face -> draw(face.trackId(), face.landmarks()));
 *     }
 *   }
 * }
 * }</pre>
 *
 * <p>A frame runs on the caller's thread. With an executor as third argument of {@code step}, other
 * threads read some of a frame's faces meanwhile.
 */
package io.meshstream.vision;
