package io.meshstream.tools.gateway;

import io.meshstream.schemas.producer.CapturedPicture;
import io.meshstream.tools.simulation.Clip;
import io.meshstream.tools.simulation.ClipPicture;
import java.time.Instant;
import java.util.Optional;

/** Shows a clip over and over, at its pace, as if its pictures were taken now. */
final class SimulatedSource implements FrameSource {

  private final Clip clip;
  private final Pace pace;

  private long frames;

  SimulatedSource(Clip clip, Pace pace) {
    this.clip = clip;
    this.pace = pace;
  }

  @Override
  public Optional<CapturedPicture> next() throws InterruptedException {
    ClipPicture picture;
    do {
      picture = clip.at(frames);
      frames++;
    } while (!pace.take(Pace.UNKNOWN));
    return Optional.of(
        new CapturedPicture(
            Instant.now(),
            picture.encoding(),
            picture.width(),
            picture.height(),
            /* rotation= */ 0,
            picture.data()));
  }

  @Override
  public void close() {
    // Its pictures are in memory.
  }
}
