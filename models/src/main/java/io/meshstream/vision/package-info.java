/**
 * The face mesh library: a picture and a camera's tracking state in, its faces and its next state
 * out. Plain Java; knows neither Kafka nor Flink.
 *
 * <pre>{@code
 * try (FaceModels models = FaceModels.open()) {
 *   FaceMesh faceMesh = new FaceMesh(models, FaceMeshOptions.defaults());
 *   PictureDecoder decoder = new PictureDecoder(PictureLimits.defaults());
 *   TrackingState state = TrackingState.initial();
 *   for (byte[] jpeg : frames) {
 *     try (PictureSource picture = decoder.open(jpeg)) {
 *       Step step = faceMesh.step(state, picture);
 *       state = step.state();
 *       step.result().faces().forEach(face -> draw(face.trackId(), face.landmarks()));
 *     }
 *   }
 * }
 * }</pre>
 */
package io.meshstream.vision;
