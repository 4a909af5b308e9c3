package io.meshstream.tools.render;

import io.meshstream.tools.drawing.PictureImage;
import io.meshstream.tools.video.VideoPicture;
import io.meshstream.tools.video.VideoPictures;
import io.meshstream.vision.FaceMesh;
import io.meshstream.vision.Step;
import io.meshstream.vision.TrackingState;
import java.util.Optional;

/** The frames of a video file with what the face mesh library finds in them. */
final class VideoShots implements Shots {

  private final VideoPictures video;
  private final FaceMesh mesh;

  private TrackingState state = TrackingState.initial();
  private long count;

  VideoShots(VideoPictures video, FaceMesh mesh) {
    this.video = video;
    this.mesh = mesh;
  }

  @Override
  public Optional<Double> framesPerSecond() {
    return Optional.of(video.framesPerSecond());
  }

  @Override
  public boolean hasSound() {
    return video.hasSound();
  }

  @Override
  public Optional<Shot> next() {
    return video.next().map(this::shot);
  }

  private Shot shot(VideoPicture frame) {
    count++;
    Step step = mesh.step(state, frame.picture());
    state = step.state();
    return Shot.seen("%06d".formatted(count), PictureImage.of(frame.picture()), step.result());
  }

  @Override
  public void close() {
    video.close();
  }
}
