package io.meshstream.tools.gateway;

import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;

/** Opens picture files. */
final class PicturesOpener implements SourceOpener {

  private static final double DEFAULT_FPS = 10;

  private final CameraUrl url;
  private final SourceLimits limits;
  private final Pace pace;

  PicturesOpener(CameraSettings settings, SourceLimits limits, Ticker ticker) {
    this.url = settings.url();
    this.limits = limits;
    this.pace = new SteadyPace(ticker, settings.fps().orElse(DEFAULT_FPS));
  }

  @Override
  public FrameSource open(WarningListener listener) throws SourceException {
    return PictureFiles.open(url, limits, pace, listener);
  }
}
