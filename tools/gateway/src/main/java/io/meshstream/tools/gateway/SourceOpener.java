package io.meshstream.tools.gateway;

import io.meshstream.tools.video.SourceException;
import io.meshstream.tools.video.SourceLimits;

/** Opens a camera, again and again if need be. Used by one thread, that of the camera. */
interface SourceOpener {

  /**
   * Opens a camera on the calling thread, which is the one to read it.
   *
   * @param listener told of what goes wrong without ending it
   * @throws SourceException if it cannot be opened
   */
  FrameSource open(WarningListener listener) throws SourceException, InterruptedException;

  /**
   * What opens a camera, again and again if need be: its pace goes on.
   *
   * @param settings of the camera
   * @param limits what it may cost
   * @param ticker what it goes by
   */
  static SourceOpener of(CameraSettings settings, SourceLimits limits, Ticker ticker) {
    return switch (settings.url().kind()) {
      case PICTURES -> new PicturesOpener(settings, limits, ticker);
      case SIMULATED -> new SimulatedOpener(settings, ticker);
      case HTTP -> new HttpOpener(settings, limits, ticker);
      case VIDEO, RTSP, DEVICE -> new VideoOpener(settings, limits, ticker);
    };
  }
}
