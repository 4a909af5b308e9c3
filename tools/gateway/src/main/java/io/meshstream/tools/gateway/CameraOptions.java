package io.meshstream.tools.gateway;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The settings of one camera as options of the command line. */
final class CameraOptions {

  @Option(names = "--id", paramLabel = "ID", description = "Identifier of the one camera.")
  private String id;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = {
        "Where its pictures come from: a directory of JPEGs and PNGs, a video file, a URL with http,"
            + " https, rtsp or rtsps, a device such as /dev/video0, avfoundation:0 or"
            + " dshow:video=NAME; or simulate:1, simulate:2 and so on, a real face in motion without"
            + " a camera, with hands as simulate:1+hands."
      })
  private String url;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description =
          "Frames per second: the pace of files (default: their own; pictures: 10) and of simulated"
              + " cameras (default: 15), the most to send of what is live.")
  private String fps;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description =
          "Scale larger pictures down to fit in; smaller ones stay as they are. Of simulated"
              + " cameras: how large their pictures are (default: 640x360).")
  private String size;

  @Option(
      names = "--quality",
      paramLabel = "1..100",
      description = "Encode all pictures anew, as JPEGs of this quality.")
  private String quality;

  @Option(
      names = "--rotation",
      paramLabel = "DEGREES",
      description = "Degrees clockwise that turn the pictures upright: 0, 90, 180 or 270.")
  private String rotation;

  @Option(
      names = "--certificate",
      paramLabel = "RULE",
      description =
          "Which certificate a camera must have over https: trusted (default), any, or the SHA-256"
              + " of its own in hexadecimal digits.")
  private String certificate;

  @Option(
      names = "--capture-time",
      paramLabel = "CLOCK",
      description =
          "Whose clock says when the pictures of an RTSP camera were taken: camera (default), as far"
              + " as it says and can be believed, or arrival, that of this machine.")
  private String captureTime;

  @Option(names = "--loop", description = "Begin files again at their end.")
  private boolean loop;

  @Option(
      names = "--restart-markers",
      description =
          "Put restart markers into JPEGs that otherwise go out as they came, so that the job need"
              + " not read what is above a face: no pixel changes, and the gateway has more to do.")
  private boolean restartMarkers;

  /** Returns those that were given. */
  List<SettingEntry> given() {
    List<SettingEntry> given = new ArrayList<>();
    add(given, "id", id);
    add(given, "url", url);
    add(given, "fps", fps);
    add(given, "size", size);
    add(given, "quality", quality);
    add(given, "rotation", rotation);
    add(given, "loop", loop ? "true" : null);
    add(given, "certificate", certificate);
    add(given, "capture-time", captureTime);
    add(given, "restart-markers", restartMarkers ? "true" : null);
    return given;
  }

  private static void add(List<SettingEntry> given, String name, String value) {
    if (value != null) {
      given.add(new SettingEntry("--", name, value));
    }
  }
}
