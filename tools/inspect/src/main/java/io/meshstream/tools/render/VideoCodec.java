package io.meshstream.tools.render;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The kinds of video that can be written, by the ending of the file. All have an encoder in the
 * LGPL build of FFmpeg, which H.264 has not.
 */
enum VideoCodec {
  MP4("mp4", "mpeg4"),
  MKV("matroska", "mjpeg"),
  AVI("avi", "mjpeg"),
  WEBM("webm", "libvpx-vp9");

  private final String container;
  private final String encoder;

  VideoCodec(String container, String encoder) {
    this.container = container;
    this.encoder = encoder;
  }

  /** Returns the kind of a file; empty if its name does not end like a video's. */
  static Optional<VideoCodec> of(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(each -> name.endsWith(each.ending())).findFirst();
  }

  /** Returns all endings, for messages. */
  static String endings() {
    return Arrays.stream(values()).map(VideoCodec::ending).collect(Collectors.joining(", "));
  }

  String ending() {
    return "." + name().toLowerCase(Locale.ROOT);
  }

  /** Returns the name that FFmpeg knows the kind of file by. */
  String container() {
    return container;
  }

  /** Returns the name that FFmpeg knows the encoder by. */
  String encoder() {
    return encoder;
  }
}
