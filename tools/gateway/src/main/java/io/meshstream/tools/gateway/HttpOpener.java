package io.meshstream.tools.gateway;

import io.meshstream.tools.http.HttpPictures;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;

/** Opens cameras over HTTP: pictures are read here, videos by FFmpeg. One thread uses it. */
final class HttpOpener implements SourceOpener {

  private final CameraSettings settings;
  private final SourceLimits limits;
  private final Ticker ticker;
  private final Pace pace;
  private final SourceOpener video;

  HttpOpener(CameraSettings settings, SourceLimits limits, Ticker ticker) {
    this.settings = settings;
    this.limits = limits;
    this.ticker = ticker;
    this.pace = new LivePace(ticker, settings.fps().orElse(Double.POSITIVE_INFINITY));
    this.video = new VideoOpener(settings, limits, ticker);
  }

  @Override
  public FrameSource open(WarningListener listener) throws SourceException, InterruptedException {
    long asked = ticker.nanoTime();
    HttpPictures pictures =
        HttpPictures.open(
            settings.url(),
            settings.certificate(),
            limits,
            what -> listener.warn(settings.url() + ": " + what));
    if (pictures.isPerhapsVideo()) {
      // FFmpeg asks on a connection of its own.
      pictures.close();
      return video.open(listener);
    }
    return new HttpSource(settings, limits, pace, ticker, listener, pictures, asked);
  }
}
