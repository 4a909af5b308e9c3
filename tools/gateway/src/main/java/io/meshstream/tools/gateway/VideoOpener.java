package io.meshstream.tools.gateway;

import io.meshstream.tools.console.CommandFailure;
import io.meshstream.tools.video.CameraUrl;
import io.meshstream.tools.video.FFmpeg;
import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;
import io.meshstream.tools.video.VideoInput;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens videos and streams. One thread uses it. */
final class VideoOpener implements SourceOpener {

  private final CameraSettings settings;
  private final SourceLimits limits;
  private final Ticker ticker;

  /** Made when the video is first opened, which may tell its rate. */
  private Pace pace;

  VideoOpener(CameraSettings settings, SourceLimits limits, Ticker ticker) {
    this.settings = settings;
    this.limits = limits;
    this.ticker = ticker;
  }

  @Override
  public FrameSource open(WarningListener listener) throws SourceException, InterruptedException {
    CameraUrl url = settings.url();
    if (url.kind() == CameraUrl.Kind.VIDEO && !Files.isReadable(Path.of(url.address()))) {
      throw new SourceException("%s (expected: an existing file that can be read)".formatted(url));
    }
    requireFFmpeg(settings);
    VideoInput input = VideoInput.open(url, limits);
    if (pace == null) {
      pace = pace(input);
    }
    return VideoSource.of(settings, limits, pace, listener, input);
  }

  /**
   * Requires FFmpeg for a camera of which it was not known before that it needs it.
   *
   * @throws SourceException if it is not there
   */
  static void requireFFmpeg(CameraSettings settings) throws SourceException {
    try {
      FFmpeg.require("camera " + settings.id() + ", " + settings.url());
    } catch (CommandFailure e) {
      throw new SourceException(e.getMessage(), e);
    }
  }

  private Pace pace(VideoInput input) {
    if (settings.url().kind().isLive()) {
      return new LivePace(ticker, settings.fps().orElse(Double.POSITIVE_INFINITY));
    }
    return settings.fps().isPresent()
        ? new SteadyPace(ticker, settings.fps().getAsDouble())
        : new StreamPace(ticker, input.framesPerSecond());
  }
}
