package io.meshstream.tools.gateway;

import io.meshstream.tools.pictures.PictureSize;
import io.meshstream.tools.simulation.ClipStudio;

/** Opens simulated cameras: makes the pictures that one of them shows over and over. */
final class SimulatedOpener implements SourceOpener {

  private static final double DEFAULT_FPS = 15;
  private static final PictureSize DEFAULT_SIZE = new PictureSize(640, 360);

  private final CameraSettings settings;
  private final double framesPerSecond;
  private final Pace pace;

  SimulatedOpener(CameraSettings settings, Ticker ticker) {
    this.settings = settings;
    this.framesPerSecond = settings.fps().orElse(DEFAULT_FPS);
    this.pace = new SteadyPace(ticker, framesPerSecond);
  }

  @Override
  public FrameSource open(WarningListener listener) {
    ClipStudio studio =
        settings.url().isSimulatedWithHands() ? ClipStudio.withHands() : new ClipStudio();
    return new SimulatedSource(
        studio.loop(
            settings.url().simulatedNumber() - 1,
            settings.size().orElse(DEFAULT_SIZE),
            framesPerSecond),
        pace);
  }
}
